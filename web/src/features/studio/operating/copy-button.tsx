import { Button } from '../../../ui/button.tsx';
import { useStatus } from '../../../ui/status.tsx';

/** Takes words along to the bank's own page. Without permission for the clipboard they can be selected as they stand. */
export const CopyButton = ({ what, words }: { what: string; words: string }) => {
  const { toast } = useStatus();
  if (!('clipboard' in navigator)) return null;
  const copy = () =>
    navigator.clipboard.writeText(words).then(
      () => toast(`${what} copied`),
      () => toast(`${what} could not be copied: select it and copy it by hand`),
    );
  return (
    <Button
      small
      look="quiet"
      icon="copy"
      aria-label={`Copy ${what.toLowerCase()}`}
      onClick={() => void copy()}
    >
      Copy
    </Button>
  );
};
