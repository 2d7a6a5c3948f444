/** The studio's part of the cache, under one first word so that all of it can be dropped at once. */
export const studioKeys = {
  all: ['studio'] as const,
  sales: ['studio', 'sales'] as const,
  products: (q: string) => ['studio', 'products', 'list', q] as const,
  allProducts: ['studio', 'products'] as const,
  product: (id: string) => ['studio', 'products', 'one', id] as const,
  orders: (filter: object) => ['studio', 'orders', 'list', filter] as const,
  allOrders: ['studio', 'orders'] as const,
  saleOrders: (saleId: string) => ['studio', 'orders', 'sale', saleId] as const,
  imports: ['studio', 'imports'] as const,
  sheetImport: (id: string) => ['studio', 'imports', id] as const,
};
