/** The router's one home: screens take links and parameters from here. */
export {
  Link,
  Redirect,
  Route,
  Router,
  Switch,
  useLocation,
  useParams,
  useSearch,
  useSearchParams,
} from 'wouter';
