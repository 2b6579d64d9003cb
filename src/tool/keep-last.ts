/** A function of an object that keeps its last answer: several rules ask the same about one tool, one after the other. */
export function keepLast<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  let last: { key: K; value: V } | null = null;
  return (key) => {
    if (last?.key !== key) last = { key, value: compute(key) };
    return last.value;
  };
}
