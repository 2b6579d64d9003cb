import { expect, it } from 'vitest';
import { orderBy } from '../../src/advisory/order-by.ts';

/** An order of whole numbers, and how often it has parsed. */
function counted() {
  const parsed: string[] = [];
  const order = orderBy(
    (text) => {
      parsed.push(text);
      return /^\d+$/.test(text) ? Number(text) : null;
    },
    (a, b) => a - b,
  );
  return { order, parsed };
}

it('a text is parsed once, whether it is a version or not', () => {
  const { order, parsed } = counted();
  for (let time = 0; time < 3; time += 1) {
    expect(order.compare('1', '2')).toBe(-1);
    expect(order.compare('2', 'two')).toBeNull();
    expect(order.compare('two', '1')).toBeNull();
  }
  expect(parsed).toEqual(['1', '2', 'two']);
});

it('a text is read right after many others', () => {
  const { order, parsed } = counted();
  const numbers = Array.from({ length: 20_000 }, (_, number) => number);
  expect(numbers.filter((number) => order.compare(`${number}`, '7') !== number - 7)).toEqual([]);
  expect(order.compare('7', '19999')).toBe(7 - 19_999);
  expect(parsed.length).toBeLessThan(20_010);
});

it('a long text is no version', () => {
  const { order, parsed } = counted();
  expect(order.compare('1'.repeat(257), '1')).toBeNull();
  expect(parsed).toEqual([]);
});
