import './ui/tokens.css';
import './ui/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { createServices } from './lib/services.tsx';
import { startTheme } from './lib/theme.ts';

startTheme();
const place = document.querySelector('#leo');
if (place) createRoot(place).render(<App services={createServices()} />);
