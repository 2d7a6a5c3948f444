import { classNames } from '../../../ui/class-names.ts';
import { Icon, type IconName } from '../../../ui/icon.tsx';
import styles from './badge.module.css';

export type Tone = 'plain' | 'good' | 'busy' | 'bad';

interface BadgeProps {
  tone?: Tone;
  icon?: IconName;
  children: string;
}

/** A state in a word, with a sign where colour would say it alone. */
export const Badge = ({ tone = 'plain', icon, children }: BadgeProps) => (
  <span className={classNames(styles.badge, styles[tone])}>
    {icon && <Icon name={icon} size={14} />}
    {children}
  </span>
);
