import { Field, TextArea } from '../../../ui/field.tsx';

export interface Texts {
  title: string;
  description: string;
  category: string;
  tags: string;
}

export const emptyTexts: Texts = { title: '', description: '', category: '', tags: '' };

/** `cotton, handloom` as two tags. */
export const tagsOf = (typed: string): string[] => [
  ...new Set(
    typed
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean),
  ),
];

interface TextsProps {
  texts: Texts;
  errors: Partial<Record<keyof Texts, string>>;
  onChange: (texts: Texts) => void;
}

/** What is said of a product. */
export const ProductTexts = ({ texts, errors, onChange }: TextsProps) => (
  <>
    <Field
      label="Title"
      name="title"
      required
      maxLength={200}
      value={texts.title}
      error={errors.title}
      onInput={(event) => onChange({ ...texts, title: event.currentTarget.value })}
    />
    <TextArea
      label="Description"
      name="description"
      optional
      maxLength={20_000}
      value={texts.description}
      error={errors.description}
      onInput={(event) => onChange({ ...texts, description: event.currentTarget.value })}
    />
    <Field
      label="Category"
      name="category"
      optional
      maxLength={120}
      value={texts.category}
      error={errors.category}
      onInput={(event) => onChange({ ...texts, category: event.currentTarget.value })}
    />
    <Field
      label="Tags"
      hint="With commas between them: cotton, handloom"
      name="tags"
      optional
      value={texts.tags}
      error={errors.tags}
      onInput={(event) => onChange({ ...texts, tags: event.currentTarget.value })}
    />
  </>
);
