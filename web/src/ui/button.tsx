import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Link } from '../lib/router.ts';
import styles from './button.module.css';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';

type Look = 'primary' | 'secondary' | 'quiet' | 'danger';

interface Shape {
  look?: Look;
  icon?: IconName;
  /** As wide as its column. */
  wide?: boolean;
  /** For dense desktop panes: 36 px instead of 48. */
  small?: boolean;
}

type ButtonProps = Shape &
  ButtonHTMLAttributes<HTMLButtonElement> & {
    /** The words stay and a second press does nothing while work is under way. */
    busy?: boolean;
    children: ReactNode;
  };

const shape = ({ look = 'secondary', wide, small }: Shape) =>
  classNames(styles.button, styles[look], wide && styles.wide, small && styles.small);

/** The thing to press. Its words are a verb with an object. */
export const Button = ({
  look,
  icon,
  wide,
  small,
  busy,
  children,
  className,
  onClick,
  ...rest
}: ButtonProps) => (
  <button
    type="button"
    {...rest}
    className={classNames(shape({ look, wide, small }), className)}
    aria-disabled={busy || rest['aria-disabled']}
    aria-busy={busy}
    onClick={busy ? (event) => event.preventDefault() : onClick}
  >
    {icon && <Icon name={icon} size={small ? 18 : 22} />}
    <span>{children}</span>
  </button>
);

/** Looks like a button and goes somewhere. */
export const ButtonLink = ({
  href,
  children,
  icon,
  ...look
}: Shape & { href: string; children: ReactNode }) => (
  <Link href={href} className={shape(look)}>
    {icon && <Icon name={icon} size={22} />}
    <span>{children}</span>
  </Link>
);

type IconButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  icon: IconName;
  label: string;
  /** `scrim` floats over video. */
  look?: 'plain' | 'scrim';
  children?: ReactNode;
};

/** A round button of 48 px with a picture; its label is what screen readers say. */
export const IconButton = ({
  icon,
  label,
  look = 'plain',
  children,
  className,
  ...rest
}: IconButtonProps) => (
  <button
    type="button"
    {...rest}
    className={classNames(styles.round, look === 'scrim' && styles.scrim, className)}
    aria-label={label}
    title={label}
  >
    <Icon name={icon} />
    {children}
  </button>
);
