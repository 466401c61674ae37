/**
 * E-mail by a mail server of the operator.
 */
@NullMarked
package io.amsphub.connectors.mail;

import org.jspecify.annotations.NullMarked;
