interface Event {
  saleId: string;
  title: string;
  seller: { name: string };
  scheduledFor: number;
}

const stamp = (at: number) => `${new Date(at).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
/** RFC 5545, 3.3.11: these four are escaped in text. */
const escaped = (text: string) => text.replace(/([\\;,])/g, '\\$1').replace(/\n/g, '\\n');

/** Sales have no set end; an hour keeps the evening free. */
const hour = 3_600_000;

/** An iCalendar file with one event, for any calendar. */
export const calendarFile = ({ saleId, title, seller, scheduledFor }: Event, url: string): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Leo//Sale//EN',
    'BEGIN:VEVENT',
    `UID:${saleId}@leo`,
    `DTSTAMP:${stamp(scheduledFor)}`,
    `DTSTART:${stamp(scheduledFor)}`,
    `DTEND:${stamp(scheduledFor + hour)}`,
    `SUMMARY:${escaped(`${title}, live with ${seller.name}`)}`,
    `URL:${url}`,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
