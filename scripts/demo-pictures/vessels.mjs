/** Things turned on a wheel or a lathe: a profile is revolved, lit from the left, and painted around. */
import { at, dark, dot, inside, light, linear, path, put, stroke, times } from './svg.mjs';

/** How much of the round we see from above, as a part of the radius. */
const VIEW = 0.13;

const radiusAt = (profile, y) => {
  const i = Math.max(
    1,
    profile.findIndex(([, py]) => py >= y),
  );
  const [[r0, y0], [r1, y1]] = [profile[i - 1], profile[i]];
  return r0 + ((r1 - r0) * (y - y0)) / (y1 - y0 || 1);
};

/** A smooth outline through the profile’s points ([radius, y] from rim to foot), closed by the foot’s curve. */
const outline = (profile) => {
  const pull = (p, i, k) => {
    const a = p[Math.max(0, i - 1)];
    const b = p[Math.min(p.length - 1, i + 1)];
    return [p[i][0] + ((b[0] - a[0]) * k) / 6, p[i][1] + ((b[1] - a[1]) * k) / 6];
  };
  const curve = (p) =>
    p
      .slice(1)
      .map(
        (q, i) =>
          `C${[pull(p, i, 1), pull(p, i + 1, -1), q]
            .flat()
            .map((n) => n.toFixed(1))
            .join(' ')}`,
      )
      .join('');
  const right = profile;
  const left = [...profile].reverse().map(([r, y]) => [-r, y]);
  const [foot, y] = profile.at(-1);
  const [rim, top] = profile[0];
  return `M${rim} ${top}${curve(right)}A${foot} ${foot * VIEW} 0 0 1 ${-foot} ${y}${curve(left)}A${rim} ${rim * VIEW} 0 0 1 ${rim} ${top}Z`;
};

const roundShade = (page, gloss) =>
  linear(
    page,
    [0, 0, 1, 0],
    `0 #12061a 0.5 | 0.14 #12061a 0.12 | 0.28 #fff8e8 ${gloss} | 0.4 #fff8e8 0.04 | 0.62 #12061a 0.1 | 0.88 #12061a 0.55 | 0.96 #12061a 0.42 | 1 #fff8e8 0.06`,
  );

/** A stripe of paint or a turned line around the body. */
const hoop = (profile, { y, h, colour }) => {
  const [r, q] = [radiusAt(profile, y) + 2, radiusAt(profile, y + h) + 2];
  return path(
    `M${-r} ${y}A${r} ${r * VIEW} 0 0 0 ${r} ${y}L${q} ${y + h}A${q} ${q * VIEW} 0 0 1 ${-q} ${y + h}Z`,
    colour,
  );
};
/** Motifs standing around the body: those at the sides are seen narrow. */
const around = (profile, { y, n, size, motif, phase = 0, turn = 0 }) => {
  const r = radiusAt(profile, y);
  return times(n, (i) => {
    const a = -Math.PI / 2 + ((i + 0.5 + phase) / n) * Math.PI;
    const dip = Math.cos(a) * r * VIEW;
    return `<g transform="translate(${(Math.sin(a) * r).toFixed(1)} ${(y + dip).toFixed(1)}) scale(${(size * Math.max(0.12, Math.cos(a))).toFixed(3)} ${size}) rotate(${turn})">${motif}</g>`;
  });
};

export const vessel = (page, o) => {
  const {
    profile,
    colour,
    hoops = [],
    rows = [],
    gloss = 0.5,
    hollow,
    paint = '',
    rim = colour,
    x = 0,
    y = 0,
    size = 1,
  } = o;
  const d = outline(profile);
  const [r, top] = profile[0];
  const painted = hoops.map((b) => hoop(profile, b)).join('') + rows.map((b) => around(profile, b)).join('');
  const deep = linear(page, [0, 0, 1, 0.3], `0 ${dark(colour, 0.75)} | 1 ${dark(colour, 0.35)}`);
  const mouth =
    hollow === false
      ? ''
      : `<ellipse cx="0" cy="${top}" rx="${r}" ry="${r * VIEW}" fill="${light(rim, 0.2)}"/><ellipse cx="0" cy="${top + r * 0.012}" rx="${r * 0.9}" ry="${r * VIEW * 0.8}" fill="${hollow ?? deep}"/>`;
  const shine = gloss > 0.4 ? glint(profile, gloss) : '';
  return put(
    { x, y, size },
    `${inside(page, d, `${path(d, colour)}${paint}${painted}${path(d, roundShade(page, gloss))}${shine}`)}${mouth}`,
  );
};

/** The window mirrored in a glaze. */
const glint = (profile, gloss) => {
  const points = profile
    .filter(([, y], i) => i > 0 && y < profile.at(-1)[1] * 0.8)
    .map(([r, y]) => [-r * 0.52, y]);
  const d = points.map(([x, y], i) => `${i ? 'L' : 'M'}${x.toFixed(1)} ${y}`).join('');
  return `<g filter="url(#blur6)">${stroke(d, '#fff', `stroke-width="20" stroke-linecap="round" stroke-linejoin="round" opacity="${gloss * 0.8}"`)}</g>`;
};

export const handle = (page, { x, y, colour, w = 110, h = 200, thick = 34 }) => {
  const d = `M0 0C${w} -30 ${w * 1.3} ${h * 0.5} ${w * 0.72} ${h * 0.8}C${w * 0.5} ${h} ${w * 0.2} ${h * 1.06} -10 ${h}`;
  const shade = linear(
    page,
    [0, 0, 1, 1],
    `0 ${light(colour, 0.3)} | 0.5 ${colour} | 1 ${dark(colour, 0.5)}`,
  );
  return at(
    x,
    y,
    `<g filter="url(#lift)">${stroke(d, shade, `stroke-width="${thick}" stroke-linecap="round"`)}</g>${stroke(d, '#fff', `stroke-width="5" opacity=".35" transform="translate(-6 -7)" stroke-linecap="round"`)}`,
  );
};

/** A turned ring of wood or a moulding of brass: [x, y] is its middle, `r` its radius, `h` its height. */
export const turned = (page, { x = 0, y, r, h, colour, gloss = 0.55, bulge = 0.35 }) => {
  const k = h * bulge;
  const d = `M${-r + k} ${y - h / 2}A${r} ${r * VIEW * 0.7} 0 0 0 ${r - k} ${y - h / 2}Q${r + k} ${y} ${r - k} ${y + h / 2}A${r} ${r * VIEW} 0 0 1 ${-r + k} ${y + h / 2}Q${-r - k} ${y} ${-r + k} ${y - h / 2}Z`;
  const top = `<ellipse cx="0" cy="${y - h / 2}" rx="${r - k}" ry="${r * VIEW * 0.8}" fill="${light(colour, 0.25)}"/>`;
  return at(
    x,
    0,
    `${path(d, colour)}${path(d, roundShade(page, gloss))}${top}<ellipse cx="${-r * 0.42}" cy="${y - h * 0.02}" rx="${r * 0.1}" ry="${h * 0.16}" fill="#fff" opacity="${gloss * 0.55}"/>`,
  );
};

export const flame = (x, y, size = 1) =>
  put(
    { x, y, size },
    `<circle r="90" cy="-30" fill="#ffc55a" opacity=".28" filter="url(#blur34)"/>${path('M0 0C-20-6-20-34 0-74C20-34 20-6 0 0Z', '#ff9d1e')}${path('M0-4C-10-8-10-24 0-48C10-24 10-8 0-4Z', '#fff1b0')}${dot(0, 0, 4, '#3a1c0a')}`,
  );
