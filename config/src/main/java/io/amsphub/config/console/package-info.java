/**
 * The console of the operations team: Hawtio with its Camel and Artemis plugins in the hub's own
 * process, behind the hub's login, with Jolokia cut down to a list of what each role may do.
 *
 * <p>{@link io.amsphub.config.console.ConsoleServer} is the only entry; the hub gives it the users
 * and takes the audit records. See {@code docs/adr/0007-console.md}.
 */
@NullMarked
package io.amsphub.config.console;

import org.jspecify.annotations.NullMarked;
