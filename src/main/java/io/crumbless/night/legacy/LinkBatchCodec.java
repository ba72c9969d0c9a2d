package io.crumbless.night.legacy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Serialises {@link LinkBatch batches} for transfer between processes. */
final class LinkBatchCodec {
    private static final LinkBatch.Kind[] KINDS = LinkBatch.Kind.values();

    private LinkBatchCodec() {}

    static byte[] bytes(LinkBatch batch) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(batch.weight() + 9 * batch.size() + 64);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writeCounts(batch, out);
            out.writeInt(batch.size());
            for (int i = 0; i < batch.size(); i++) {
                out.writeByte(batch.kind(i).ordinal());
                out.writeInt(batch.cookieLength(i));
                out.writeInt(batch.subjectLength(i));
                out.write(batch.bytes(), batch.cookieStart(i), batch.cookieLength(i) + batch.subjectLength(i));
            }
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return bytes.toByteArray();
    }

    private static void writeCounts(LinkBatch batch, DataOutputStream out) throws IOException {
        out.writeUTF(batch.source());
        out.writeLong(batch.rows());
        out.writeInt(batch.bins().size());
        for (Map.Entry<String, Long> bin : batch.bins().entrySet()) {
            out.writeUTF(bin.getKey());
            out.writeLong(bin.getValue());
        }
    }

    static LinkBatch read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            LinkBatch batch = new LinkBatch(in.readUTF());
            batch.count(in.readLong(), Map.of());
            for (int bins = in.readInt(); bins > 0; bins--) {
                batch.count(0, Map.of(in.readUTF(), in.readLong()));
            }
            for (int entries = in.readInt(); entries > 0; entries--) {
                readEntry(in, batch);
            }
            return batch;
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    private static void readEntry(DataInputStream in, LinkBatch batch) throws IOException {
        LinkBatch.Kind kind = KINDS[in.readByte()];
        byte[] cookie = new byte[in.readInt()];
        byte[] subject = new byte[in.readInt()];
        in.readFully(cookie);
        in.readFully(subject);
        batch.add(kind, cookie, subject);
    }
}
