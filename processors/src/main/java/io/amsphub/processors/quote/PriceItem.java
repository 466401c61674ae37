package io.amsphub.processors.quote;

/**
 * One line of a price.
 *
 * @param name for example {@code material}
 * @param basis how it was worked out, in words and figures
 * @param amount for the whole quantity
 */
public record PriceItem(String name, String basis, Money amount) {}
