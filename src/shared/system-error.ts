/** What the operating system refused, in words, and what the user can do about it. */
export interface SystemReason {
  /** Part of a sentence: "permission denied". */
  readonly reason: string;
  /** One sentence or two. */
  readonly remedy: string;
}

const permission = { reason: 'permission denied', remedy: 'Change its permissions, or name another place.' };
const noPlace = { reason: 'there is no such place', remedy: 'Create it, or name another place.' };
const fileInTheWay = {
  reason: 'there is a file where a folder is needed',
  remedy: 'Move that file away, or name another place.',
};
const full = { reason: 'the disk is full', remedy: 'Free some disk space, or name another place.' };
const tooManyOpen = {
  reason: 'too many files are open',
  remedy: 'Raise the limit (ulimit -n), or close other programs.',
};
const noMemory = {
  reason: 'there is too little memory',
  remedy: 'Close other programs, raise the memory limit, or use a smaller model.',
};
const damaged = {
  reason: 'the disk or device failed',
  remedy: 'Check the disk (dmesg), or name another place.',
};
const noThreads = {
  reason: 'no more processes or threads can be started',
  remedy: 'Close other programs, or raise the limit (ulimit -u).',
};
const taken = { reason: 'another program is using it', remedy: 'Close that program, or name another place.' };

/** By the names of errno, and by the codes of Node where the environment is the cause. */
const reasons: Readonly<Record<string, SystemReason>> = {
  EACCES: permission,
  EPERM: permission,
  EROFS: { reason: 'the disk is read-only', remedy: 'Name another place.' },
  ENOSPC: full,
  EDQUOT: { reason: 'the disk quota is used up', remedy: full.remedy },
  EFBIG: { reason: 'the file grows too large for its disk', remedy: 'Name another place.' },
  ENOENT: noPlace,
  EEXIST: fileInTheWay,
  ENOTDIR: fileInTheWay,
  EISDIR: { reason: 'there is a folder of that name', remedy: 'Move it away, or name another place.' },
  ENAMETOOLONG: { reason: 'the name is too long', remedy: 'Name a shorter one.' },
  ELOOP: { reason: 'its symbolic links go in a circle', remedy: 'Correct the links, or name another place.' },
  EMFILE: tooManyOpen,
  ENFILE: tooManyOpen,
  ENOMEM: noMemory,
  ENOBUFS: noMemory,
  ERR_WORKER_OUT_OF_MEMORY: noMemory,
  ERR_MEMORY_ALLOCATION_FAILED: noMemory,
  EAGAIN: noThreads,
  ERR_WORKER_INIT_FAILED: noThreads,
  EIO: damaged,
  ENXIO: damaged,
  ENODEV: damaged,
  ESTALE: { reason: 'the network folder has gone', remedy: 'Mount it again, or name another place.' },
  EBUSY: taken,
  ETXTBSY: taken,
  EADDRINUSE: taken,
  ERR_DLOPEN_FAILED: {
    reason: 'a native library cannot be loaded',
    remedy: 'Install the package again on this machine; `music-lstm-daemon doctor` says what works.',
  },
};

const verbs: Readonly<Record<string, string>> = {
  access: 'use',
  bind: 'listen at',
  connect: 'connect to',
  copyfile: 'copy',
  listen: 'listen at',
  lstat: 'look at',
  mkdir: 'make the folder',
  mkdtemp: 'make a folder like',
  rmdir: 'remove',
  scandir: 'list',
  spawn: 'start',
  stat: 'look at',
  unlink: 'remove',
  uv_cwd: 'find the current folder',
};

/** How Node marks an error of the operating system. */
interface SystemError extends Error {
  readonly code: string;
  readonly syscall?: string;
  readonly path?: string;
}

const isSystemError = (error: unknown): error is SystemError =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  (error.code in reasons || ('errno' in error && 'syscall' in error));

/** Allocations of the engines fail with a message alone. */
const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && /allocation failed|allocate memory|bad_alloc|out of memory/i.test(error.message);

/** `errno` or code of an error, '' where it has none. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Why the operating system refused something; undefined where it did not, or for no reason that is known here. */
export const systemReason = (error: unknown): SystemReason | undefined =>
  reasons[codeOf(error)] ?? (isOutOfMemory(error) ? noMemory : undefined);

/** libuv's own words: "EMLINK: too many links, link 'a' -> 'b'". */
const ownWords = ({ message, code }: SystemError): string =>
  message.startsWith(`${code}: `) ? message.slice(code.length + 2).replace(/,.*$/s, '') : message;

const sentence = (error: SystemError): string => {
  const { reason, remedy } = systemReason(error) ?? {
    reason: ownWords(error),
    remedy: 'Check that place and try again, or name another.',
  };
  const { syscall = '', path } = error;
  // spawn is told with the program's name: "spawn node"
  const verb = verbs[syscall.split(' ', 1)[0]] ?? (syscall || 'go on');
  const what = path === undefined ? '' : ` "${path}"`;
  return `Cannot ${verb}${what}: ${reason} (${error.code}). ${remedy}`;
};

/**
 * What the user reads of an error that the machine caused, not this program: what is wrong and what to do, one line.
 * Undefined for all other errors.
 */
export const explainSystemError = (error: unknown): string | undefined => {
  if (isSystemError(error)) return sentence(error);
  return isOutOfMemory(error) ? `Cannot go on: ${noMemory.reason}. ${noMemory.remedy}` : undefined;
};
