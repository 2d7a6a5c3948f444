/** The router's one home: screens take links and parameters from here. */
export {
  Link,
  Redirect,
  Route,
  Switch,
  useLocation,
  useParams,
  useSearchParams,
} from 'wouter';
