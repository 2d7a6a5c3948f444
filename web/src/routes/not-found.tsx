import { ButtonLink } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { EmptyState } from '../ui/states.tsx';

export const NotFound = () => (
  <Page title="Nothing here">
    <EmptyState
      page
      title="There is nothing at this address"
      action={<ButtonLink href="/">Go to the shop</ButtonLink>}
    >
      The link may be old, or a letter is missing.
    </EmptyState>
  </Page>
);
