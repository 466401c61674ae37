/**
 * Partner systems: who they are, and the one way in which a command of theirs is carried out, whether it came over a
 * queue, in a drop folder or over SFTP. May be used by routes, connectors and config.
 */
@NullMarked
package io.amsphub.processors.partner;

import org.jspecify.annotations.NullMarked;
