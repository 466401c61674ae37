package io.amsphub.processors.memory;

import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.production.Secrets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Blobs in memory. */
public final class MemoryBlobs implements Blobs {

    private final Map<String, byte[]> contents = new TreeMap<>();

    @Override
    public BlobRef store(String mediaType, Writer writer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.writeTo(out);
        String sha256 = HexFormat.of().formatHex(Secrets.sha256().digest(out.toByteArray()));
        contents.put(sha256, out.toByteArray());
        return new BlobRef(sha256, out.size(), mediaType);
    }

    @Override
    public InputStream open(BlobRef blob) throws IOException {
        byte[] content = contents.get(blob.sha256());
        if (content == null) {
            throw new IOException("blob " + blob.sha256() + " is missing");
        }
        return new ByteArrayInputStream(content);
    }
}
