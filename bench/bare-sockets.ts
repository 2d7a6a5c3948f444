import { createServer } from 'node:http';
import { Server } from 'socket.io';

// A socket.io server without a shop around it: sends each message it is given to everybody, with the time.
const http = createServer();
const io = new Server(http, { transports: ['websocket'], serveClient: false, perMessageDeflate: false });
http.listen(0, '127.0.0.1', () => {
  const address = http.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : 0 });
});
process.on('message', (message) => void io.emit('tick', { ...(message as object), sentAt: Date.now() }));
process.on('disconnect', () => process.exit());
