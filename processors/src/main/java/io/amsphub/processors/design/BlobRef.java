package io.amsphub.processors.design;

/**
 * A claim check: the content-address of something big, which itself never travels in a message.
 *
 * @param sha256 lower-case hex
 * @param bytes length
 * @param mediaType what it is
 */
public record BlobRef(String sha256, long bytes, String mediaType) {}
