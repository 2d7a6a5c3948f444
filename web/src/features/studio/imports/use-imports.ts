import { getImport, listImports, type SheetImport, startImport } from '#contracts/imports';
import { call } from '../../../lib/api.ts';
import { useMutation, useQuery, useQueryClient } from '../../../lib/query.ts';
import { studioKeys } from '../keys.ts';

/** Sheets come with whatever type the system knows them by; the shop looks at what is in them. */
const asSheet = (file: File): Blob =>
  startImport.stream.includes(file.type as (typeof startImport.stream)[number])
    ? file
    : new Blob([file], { type: 'application/octet-stream' });

export const useStartImport = () => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (file: File) =>
      (await call(startImport, { file: asSheet(file), query: { file: file.name } })).import,
    onSuccess: () => queries.invalidateQueries({ queryKey: studioKeys.imports, exact: true }),
  });
};

export const isOver = ({ state }: SheetImport): boolean => state === 'done' || state === 'failed';

/** Asked again every second until it is over. */
export const useSheetImport = (id: string | null) =>
  useQuery({
    queryKey: studioKeys.sheetImport(id ?? ''),
    queryFn: async ({ signal }) => (await call(getImport, { params: { id: id ?? '' }, signal })).import,
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : 1000),
  });

export const useImports = () =>
  useQuery({
    queryKey: studioKeys.imports,
    queryFn: async ({ signal }) => (await call(listImports, { signal })).items,
    staleTime: 2000,
  });
