import { keepShort } from './short.ts';

keepShort('checkouts');
