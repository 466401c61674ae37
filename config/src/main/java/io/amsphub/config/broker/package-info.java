/**
 * The broker in the process: addresses, acceptors and who may do what.
 */
@NullMarked
package io.amsphub.config.broker;

import org.jspecify.annotations.NullMarked;
