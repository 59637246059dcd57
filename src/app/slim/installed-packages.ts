import { existsSync, lstatSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const named = z.record(z.string(), z.string()).optional();
const manifestSchema = z.object({
  name: z.string().optional(),
  dependencies: named,
  optionalDependencies: named,
  peerDependencies: named,
});

/** A package that is installed beside the program. */
export interface InstalledPackage {
  readonly name: string;
  readonly folder: string;
  /** Names of the packages that it wants. */
  readonly wants: ReadonlySet<string>;
}

const isFolder = (place: string): boolean => lstatSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;

const readPackage = (folder: string): InstalledPackage | undefined => {
  const file = path.join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  const manifest = manifestSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  if (!manifest) return undefined;
  const { name = '', dependencies, optionalDependencies, peerDependencies } = manifest;
  const wants = new Set(Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }));
  return { name, folder, wants };
};

/** Folders of packages in a node_modules, at all depths; links lead to other projects and are not followed. */
const foldersIn = (modules: string): readonly string[] =>
  (isFolder(modules) ? readdirSync(modules) : [])
    .filter((name) => !name.startsWith('.'))
    .map((name) => path.join(modules, name))
    .filter(isFolder)
    .flatMap((folder) =>
      path.basename(folder).startsWith('@')
        ? foldersIn(folder)
        : [folder, ...foldersIn(path.join(folder, 'node_modules'))],
    );

/** Where npm lays out what a package needs: inside it, or beside it with the packages of a project. */
const modulesOf = (packageRoot: string): { readonly project: string; readonly modules: readonly string[] } => {
  const parts = packageRoot.split(path.sep);
  const at = parts.lastIndexOf('node_modules');
  const beside = parts.slice(0, at + 1).join(path.sep);
  const inside = path.join(packageRoot, 'node_modules');
  return { project: path.dirname(beside), modules: [inside, beside] };
};

/** The packages that the program in `packageRoot` can reach, those inside it first, and the project it is part of. */
export const installedPackages = (
  packageRoot: string,
): { readonly packages: readonly InstalledPackage[]; readonly project: InstalledPackage | undefined } => {
  const { project, modules } = modulesOf(packageRoot);
  const folders = [...new Set(modules.flatMap(foldersIn))];
  return {
    packages: folders.flatMap((folder) => readPackage(folder) ?? []),
    project: readPackage(project),
  };
};
