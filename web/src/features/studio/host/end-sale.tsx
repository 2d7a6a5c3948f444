import { useCallback, useState } from 'react';
import { ActionError } from '../../../ui/states.tsx';
import { useStatus } from '../../../ui/status.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { HoldButton } from '../parts/hold-button.tsx';
import { useEndSale } from '../sales/use-studio-sales.ts';

/** Held for 1.2 s it ends the sale; pressed with a key or for a moment it asks first. */
export const EndSale = ({ saleId, className }: { saleId: string; className?: string }) => {
  const end = useEndSale(saleId);
  const { say } = useStatus();
  const [asking, setAsking] = useState(false);
  const close = useCallback(() => setAsking(false), []);
  const finish = () => end.mutate(undefined, { onSuccess: () => say('The sale has ended') });
  return (
    <>
      <HoldButton className={className} onHeld={finish} onPress={() => setAsking(true)}>
        End sale
      </HoldButton>
      {!asking && <ActionError failure={end.error} />}
      <Confirm
        open={asking}
        title="End the sale?"
        action="End the sale"
        stay="Go on selling"
        busy={end.isPending}
        failure={end.error}
        onConfirm={finish}
        onClose={close}
      >
        The picture stops and live prices end. Orders stay. It cannot be started again. Next time, hold the
        button to end it without this question.
      </Confirm>
    </>
  );
};
