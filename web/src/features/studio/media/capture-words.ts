/** Why there is no picture, and what helps: one sentence each. */
export interface CaptureTrouble {
  problem: string;
  help: string;
}

const troubles: Record<string, CaptureTrouble> = {
  NotAllowedError: {
    problem: 'The browser may not use the camera and microphone.',
    help: 'Allow them with the sign beside the address, then check again.',
  },
  NotFoundError: {
    problem: 'No camera was found.',
    help: 'Connect one and check again, or go live with the test picture.',
  },
  NotReadableError: {
    problem: 'Another program is using the camera.',
    help: 'Close it, then check again.',
  },
  OverconstrainedError: {
    problem: 'This camera is not there any more.',
    help: 'Choose another one.',
  },
  InsecureError: {
    problem: 'Browsers give the camera to secure pages only.',
    help: 'Open the studio at the https address that the shop printed when it started.',
  },
  EndedError: {
    problem: 'The camera stopped.',
    help: 'Check its cable, then turn it on again.',
  },
};

const unknown: CaptureTrouble = {
  problem: 'The camera could not be opened.',
  help: 'Check again, or go live with the test picture.',
};

/** By the name of what getUserMedia threw. */
export const troubleOf = (name: string): CaptureTrouble =>
  (Object.hasOwn(troubles, name) ? troubles[name] : undefined) ?? unknown;
