import { Component, type ReactNode } from 'react';
import { Page } from './page.tsx';
import { ErrorState } from './states.tsx';

interface CaughtProps {
  /** Another place is another chance. */
  place: string;
  children: ReactNode;
}

interface CaughtState {
  failure: unknown;
  place: string;
}

/** What a screen throws is said in its place; the bars around it and the video go on. Only a class can catch. */
export class Caught extends Component<CaughtProps, CaughtState> {
  override state: CaughtState = { failure: null, place: this.props.place };

  static getDerivedStateFromError(failure: unknown): Partial<CaughtState> {
    return { failure };
  }

  static getDerivedStateFromProps({ place }: CaughtProps, before: CaughtState): Partial<CaughtState> | null {
    return place === before.place ? null : { failure: null, place };
  }

  override render() {
    const { failure } = this.state;
    if (!failure) return this.props.children;
    return (
      <Page title="Something went wrong" width="text">
        <ErrorState failure={failure} onRetry={() => location.reload()} />
      </Page>
    );
  }
}
