package io.amsphub.processors.tdp;

import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.production.Secrets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A package that is put together: documents, and claim checks of what is large. The same content gives the same bytes:
 * fields are sorted, entries have no time, nothing says when it was written.
 */
public final class PackageFile {

    private static final String JSON = "application/json";

    private final Blobs blobs;
    private final List<PackageManifest.Item> items = new ArrayList<>();
    private final List<ZipPull.Entry> entries = new ArrayList<>();

    /** An empty package whose large contents are in a store. */
    public PackageFile(Blobs blobs) {
        this.blobs = blobs;
    }

    /** Adds a value as JSON with sorted fields. */
    public void document(String name, Object value) {
        byte[] bytes = bytes(SortedJson.of(Json.tree(value)));
        items.add(new PackageManifest.Item(name, sha256(bytes), bytes.length, JSON));
        entries.add(new ZipPull.Entry(name, () -> new ByteArrayInputStream(bytes)));
    }

    /** Adds a file that is kept in the store. */
    public void blob(String name, BlobRef blob) {
        items.add(new PackageManifest.Item(name, blob.sha256(), blob.bytes(), blob.mediaType()));
        entries.add(new ZipPull.Entry(name, () -> blobs.open(blob)));
    }

    /** Returns the package as a ZIP file that is made as it is read; to be closed by the reader. */
    public InputStream signed(String order, int line, PackageSigner signer) throws IOException {
        PackageManifest manifest = new PackageManifest(PackageManifest.FORMAT, order, line, signer.keyId(), items);
        byte[] table = bytes(SortedJson.of(Json.tree(manifest)));
        byte[] signature = Base64.getEncoder().encode(signer.sign(table));
        List<ZipPull.Entry> all = new ArrayList<>();
        all.add(new ZipPull.Entry(PackageManifest.NAME, () -> new ByteArrayInputStream(table)));
        all.add(new ZipPull.Entry(PackageManifest.SIGNATURE, () -> new ByteArrayInputStream(signature)));
        all.addAll(entries);
        return new ZipPull(all);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Secrets.sha256().digest(bytes));
    }
}
