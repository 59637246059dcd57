import { existsSync, lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { installedPackages, type InstalledPackage } from './installed-packages.js';

/** Something that the running platform does not need. */
export interface UnusedPart {
  readonly package: string;
  /** As told to the user: "darwin arm64". */
  readonly what: string;
  readonly paths: readonly string[];
  readonly bytes: number;
}

/** Which machine this is, in Node's words. */
export interface Platform {
  readonly platform: string;
  readonly arch: string;
}

const PROGRAM = 'music-lstm-daemon';

/** What Node loads of onnxruntime-web; all else is for browsers. */
const WEB_FILES = ['ort.node.min.mjs', 'ort.node.min.js', 'ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm'];

/** tfjs-node and what npm installs for it alone; without its native part none of it is loaded. */
const TFJS = /^@tensorflow\/tfjs(-node|-core|-layers|-data|-converter|-backend-(cpu|webgl))?$/;

/** Bytes of a file, or of all files in a folder. */
export const bytesOf = (place: string): number => {
  const found = lstatSync(place);
  if (!found.isDirectory()) return found.size;
  return readdirSync(place).reduce((sum, name) => sum + bytesOf(path.join(place, name)), 0);
};

const part = (name: string, what: string, paths: readonly string[]): UnusedPart => ({
  package: name,
  what,
  paths,
  bytes: paths.reduce((sum, one) => sum + bytesOf(one), 0),
});

const foldersIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
    : [];

/** Libraries of other platforms: bin/<version of Node's API>/<platform>/<arch>. */
const otherPlatforms = ({ name, folder }: InstalledPackage, here: Platform): readonly UnusedPart[] => {
  const bin = path.join(folder, 'bin');
  return foldersIn(bin).flatMap((api) =>
    foldersIn(path.join(bin, api)).flatMap((platform) =>
      foldersIn(path.join(bin, api, platform))
        .filter((arch) => platform !== here.platform || arch !== here.arch)
        .map((arch) => part(name, `${platform} ${arch}`, [path.join(bin, api, platform, arch)])),
    ),
  );
};

/** Nothing where a file that is needed has another name than is known here. */
const browserBuilds = ({ name, folder }: InstalledPackage): readonly UnusedPart[] => {
  const dist = path.join(folder, 'dist');
  if (!WEB_FILES.every((file) => existsSync(path.join(dist, file)))) return [];
  const unused = readdirSync(dist).filter((file) => !WEB_FILES.includes(file));
  if (unused.length === 0) return [];
  return [
    part(
      name,
      `${unused.length} files for browsers`,
      unused.map((file) => path.join(dist, file)),
    ),
  ];
};

const hasNativePart = ({ folder }: InstalledPackage): boolean =>
  foldersIn(path.join(folder, 'lib')).some((api) => existsSync(path.join(folder, 'lib', api, 'tfjs_binding.node')));

/** The packages of TensorFlow.js, where tfjs-node is among them and its native part is not. */
const unusableTfjs = (packages: readonly InstalledPackage[]): readonly InstalledPackage[] => {
  const node = packages.find(({ name }) => name === '@tensorflow/tfjs-node');
  return node && !hasNativePart(node) ? packages.filter(({ name }) => TFJS.test(name)) : [];
};

/** All that the installation in `packageRoot` holds and this machine does not need. What other packages use stays. */
export const unusedParts = (packageRoot: string, here: Platform): readonly UnusedPart[] => {
  const { packages, project } = installedPackages(packageRoot);
  const others = [...packages, ...(project ? [project] : [])].filter(({ name }) => name !== PROGRAM);
  const isOurs = ({ name }: InstalledPackage): boolean =>
    others.every((other) => TFJS.test(other.name) || !other.wants.has(name));
  const named = (wanted: string): readonly InstalledPackage[] =>
    packages.filter((one) => one.name === wanted && isOurs(one));
  const tfjs = unusableTfjs(packages);
  return [
    ...named('onnxruntime-node').flatMap((one) => otherPlatforms(one, here)),
    ...named('onnxruntime-web').flatMap(browserBuilds),
    ...(tfjs.every(isOurs) ? tfjs.map(({ name, folder }) => part(name, 'without its native part', [folder])) : []),
  ];
};
