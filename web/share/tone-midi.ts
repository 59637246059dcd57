/** @tonejs/midi, loaded when it is first needed; as a CommonJS package it has its names only where they are imported statically. */
export { Midi } from '@tonejs/midi';
