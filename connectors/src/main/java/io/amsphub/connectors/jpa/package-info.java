/**
 * Persistence: rows, and the repositories of the domain over them. The only package that knows JPA.
 */
@NullMarked
package io.amsphub.connectors.jpa;

import org.jspecify.annotations.NullMarked;
