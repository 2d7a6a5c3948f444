import { keepShort } from './short.ts';

keepShort('provider');
