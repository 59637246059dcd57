import type { Edge, SourceGraph } from './source-graph.js';

/** The table of .dependency-layers.cjs. */
export interface LayerTable {
  /** What each layer may import besides itself: layers, or single files of them. */
  readonly layers: Readonly<Record<string, readonly string[]>>;
  readonly pureLayers: readonly string[];
  /** Pattern of the modules that pure layers may not reach. */
  readonly outside: string;
}

const layerOf = (file: string): string => file.split('/')[1] ?? '';

const mayImport = ({ layers }: LayerTable, layer: string, file: string): boolean =>
  [layer, ...(layers[layer] ?? [])].some((allowed) =>
    allowed.endsWith('.ts') ? file === `src/${allowed}` : file.startsWith(`src/${allowed}/`),
  );

const isOurs = ({ to }: Edge): boolean => to.startsWith('src/');

/** All that a file leads to over edges that count, each with the way to it. */
const waysFrom = (graph: SourceGraph, start: string, counts: (edge: Edge) => boolean): Map<string, string> => {
  const ways = new Map([[start, start]]);
  const waiting = [start];
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    for (const edge of graph.get(file) ?? []) {
      if (ways.has(edge.to) || !counts(edge)) continue;
      ways.set(edge.to, `${ways.get(file)} → ${edge.to}`);
      waiting.push(edge.to);
    }
  }
  ways.delete(start);
  return ways;
};

/** Entries that are not there, and entries in layers that the one who starts them may not import. */
export const spawnFaults = (graph: SourceGraph, table: LayerTable): readonly string[] =>
  [...graph].flatMap(([file, edges]) =>
    edges
      .filter(({ kind }) => kind === 'spawn')
      .flatMap(({ to }) => {
        if (!graph.has(to)) return [`${file} starts ${to}, which is not there`];
        return mayImport(table, layerOf(file), to) ? [] : [`${file} starts ${to}, of a layer above it`];
      }),
  );

/** Chains, of imports and of processes started, that lead out of what a layer may use. */
export const chainFaults = (graph: SourceGraph, table: LayerTable): readonly string[] =>
  [...graph.keys()].flatMap((file) =>
    [...waysFrom(graph, file, isOurs)]
      .filter(([to]) => !mayImport(table, layerOf(file), to))
      .map(([, way]) => `${layerOf(file)} leads to what it may not use: ${way}`),
  );

/** Chains from a pure layer to a file, port, process or thread; what is needed for its types alone does not count. */
export const purityFaults = (graph: SourceGraph, table: LayerTable): readonly string[] => {
  const outside = new RegExp(table.outside);
  return [...graph.keys()]
    .filter((file) => table.pureLayers.includes(layerOf(file)))
    .flatMap((file) =>
      [...waysFrom(graph, file, ({ kind }) => kind !== 'type')]
        .filter(([to]) => outside.test(to))
        .map(([, way]) => `${layerOf(file)} is not pure: ${way}`),
    );
};

/** Files that lead back to themselves when starting a process counts as importing it. */
export const circleFaults = (graph: SourceGraph): readonly string[] =>
  [...graph].flatMap(([file, edges]) =>
    edges
      .filter(({ kind }) => kind === 'spawn')
      .filter(({ to }) => waysFrom(graph, to, ({ kind }) => kind !== 'type').has(file))
      .map(({ to }) => `${file} starts ${to}, which leads back to it`),
  );
