package io.amsphub.processors.order;

import org.jspecify.annotations.Nullable;

/**
 * Where parts are delivered.
 *
 * @param name who receives them
 * @param street with the number
 * @param postalCode null where there are none
 * @param city the place
 * @param country ISO 3166 code; decides about shipping and tax
 */
public record Address(String name, String street, @Nullable String postalCode, String city, String country) {}
