import {
  createProduct,
  editProduct,
  editVariant,
  getProduct,
  getStudioProduct,
  listBestsellers,
  listProducts,
  listStudioProducts,
  removeProduct,
} from '#contracts/catalog';
import { type AnyServed, serve } from '../../kernel/http/serve.ts';
import type { Catalog } from './context.ts';
import { publicAnswers } from './public-answers.ts';
import { createOwn, editOwn, editOwnVariant, listOwn, removeOwn, showOwn } from './studio.ts';

export const catalogRoutes = (catalog: Catalog): AnyServed[] => {
  const answers = publicAnswers(catalog);
  return [
    serve(listProducts, ({ query }) => answers.list(query)),
    serve(listBestsellers, ({ query }) => answers.bestsellers(query.limit)),
    serve(getProduct, ({ params }) => answers.product(params.product)),
    serve(listStudioProducts, ({ who, query }) => listOwn(catalog, who, query)),
    serve(getStudioProduct, ({ who, params }) => showOwn(catalog, who, params.id)),
    serve(createProduct, ({ who, body }) => createOwn(catalog, who, body)),
    serve(editProduct, ({ who, params, body }) => editOwn(catalog, who, { productId: params.id, body })),
    serve(editVariant, ({ who, params, body }) =>
      editOwnVariant(catalog, who, { variantId: params.id, body }),
    ),
    serve(removeProduct, ({ who, params }) => removeOwn(catalog, who, params.id)),
  ];
};
