/**
 * The technical data package of an order line as a file: everything that it takes to make and accept its parts, and what
 * became of them, signed so that nobody can change it unseen.
 */
@NullMarked
package io.amsphub.processors.tdp;

import org.jspecify.annotations.NullMarked;
