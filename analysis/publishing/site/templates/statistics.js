// A share of postings with its interval, as analysis/estimates/shares.py computes it.
"use strict";

function logGamma(x) {
  // Stirling's series, after shifting x to where it is exact to double precision.
  let shift = 0;
  while (x < 15) {
    shift -= Math.log(x);
    x += 1;
  }
  const square = 1 / (x * x);
  const series =
    (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)))) / x;
  return shift + (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}

function betaBelow(x, a, b) {
  // The regularised incomplete beta function, by its continued fraction.
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - betaBelow(1 - x, b, a);
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x),
  );
  const tiny = 1e-300;
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  d = 1 / (Math.abs(d) < tiny ? tiny : d);
  let value = d;
  for (let m = 1; m < 500; m += 1) {
    for (const term of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 + term * d;
      d = 1 / (Math.abs(d) < tiny ? tiny : d);
      c = 1 + term / c;
      c = Math.abs(c) < tiny ? tiny : c;
      value *= d * c;
    }
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return (front * value) / a;
}

function betaQuantile(p, a, b) {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 80; step += 1) {
    const middle = (low + high) / 2;
    if (betaBelow(middle, a, b) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function wilson(p, n, z) {
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return [centre - half, centre + half];
}

function clopperPearson(p, n, alpha) {
  const count = p * n;
  return [
    count > 0 ? betaQuantile(alpha / 2, count, n - count + 1) : 0,
    count < n ? betaQuantile(1 - alpha / 2, count + 1, n - count) : 1,
  ];
}

function clusteredShare(sizes, counts, icc, constants) {
  // sizes, counts: by employer, postings and those with the thing. Null below two employers.
  const employers = sizes.length;
  if (employers < 2) return null;
  let n = 0;
  let k = 0;
  for (let g = 0; g < employers; g += 1) {
    n += sizes[g];
    k += counts[g];
  }
  const p = k / n;
  let residuals = 0;
  let squares = 0;
  let between = 0;
  let within = 0;
  let largest = 0;
  for (let g = 0; g < employers; g += 1) {
    residuals += (counts[g] - sizes[g] * p) ** 2;
    squares += sizes[g] ** 2;
    between += (counts[g] - sizes[g] * p) ** 2 / sizes[g] / (employers - 1);
    within += (counts[g] * (1 - counts[g] / sizes[g])) / (n - employers);
    largest = Math.max(largest, sizes[g] / n);
  }
  const sparse = Math.min(k, n - k) < constants.sparse;
  let effect = 1;
  if (k > 0 && k < n) effect = Math.max(effect, residuals / n ** 2 / ((p * (1 - p)) / n));
  if (sparse) effect = Math.max(effect, 1 + (squares / n - 1) * icc);
  if (largest >= constants.dominant && employers < n && k > 0 && k < n) {
    const mean = (n - squares / n) / (employers - 1);
    const measured = (between - within) / (between + (mean - 1) * within);
    const correlation = Number.isNaN(measured) ? 0 : Math.min(Math.max(measured, 0), 1);
    effect = Math.max(effect, 1 + (squares / n - 1) * correlation);
  }
  let size = n / effect;
  if (employers < constants.fewEmployers) {
    size *= (constants.z / constants.t[employers - 2]) ** 2 * ((employers - 1) / employers);
  }
  const [low, high] = sparse
    ? clopperPearson(p, size, constants.alpha)
    : wilson(p, size, constants.z);
  return {
    n,
    k,
    employers,
    effect,
    estimate: p,
    low: Math.min(Math.max(low, 0), p),
    high: Math.max(Math.min(high, 1), p),
  };
}
