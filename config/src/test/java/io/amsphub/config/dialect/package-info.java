/** Every dialect against its simulator, over real sockets. */
@org.jspecify.annotations.NullMarked
package io.amsphub.config.dialect;
