/** A bucket of an S3-compatible store. The only package that knows the client of S3. */
@NullMarked
package io.amsphub.connectors.storage.s3;

import org.jspecify.annotations.NullMarked;
