package io.crumbless.warehouse.evidence;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Files in a zip file in canonical form: nothing is compressed, and entries have no time and no comment. Equal files
 * give equal bytes, so that a change of any byte is detected. Any zip program can open it.
 *
 * <pre>
 * local header (30 bytes), name, content    for each file
 * central header (46 bytes), name           for each file
 * end (22 bytes)
 * </pre>
 */
public final class ProofPackage {
    /** Signature of a local file header. */
    private static final int LOCAL = 0x04034b50;

    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int LOCAL_BYTES = 30;
    private static final int CENTRAL_BYTES = 46;
    private static final int END_BYTES = 22;

    /** 2.0. */
    private static final short VERSION = 20;

    /** Names are in UTF-8. */
    private static final short FLAGS = 0x0800;

    /** 1 January 1980, the first date that the format can represent. */
    private static final short FIRST_DAY = 0x21;

    private final Map<String, byte[]> files;

    /** @param files by name, in order */
    public ProofPackage(Map<String, byte[]> files) {
        this.files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    /** By name, in order; their bytes must not be changed. */
    public Map<String, byte[]> files() {
        return files;
    }

    /** Whether a file starts like a zip file. */
    public static boolean isOne(byte[] start) {
        return start.length >= Integer.BYTES
                && ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt() == LOCAL;
    }

    /** The bytes of the package. */
    public byte[] zip() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream central = new ByteArrayOutputStream();
        files.forEach((name, content) -> {
            byte[] spelt = name.getBytes(StandardCharsets.UTF_8);
            central.writeBytes(central(spelt, content, out.size()));
            central.writeBytes(spelt);
            out.writeBytes(local(spelt, content));
            out.writeBytes(spelt);
            out.writeBytes(content);
        });
        int begins = out.size();
        out.writeBytes(central.toByteArray());
        out.writeBytes(end(central.size(), begins));
        return out.toByteArray();
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] local(byte[] name, byte[] content) {
        ByteBuffer header = buffer(LOCAL_BYTES).putInt(LOCAL).putShort(VERSION);
        return common(header, name, content).array();
    }

    /** The common part of both headers of a file, up to the length of the extra field. */
    private static ByteBuffer common(ByteBuffer header, byte[] name, byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return header.putShort(FLAGS)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort(FIRST_DAY)
                .putInt((int) crc.getValue())
                .putInt(content.length)
                .putInt(content.length)
                .putShort((short) name.length)
                .putShort((short) 0);
    }

    private static byte[] central(byte[] name, byte[] content, int at) {
        ByteBuffer header =
                buffer(CENTRAL_BYTES).putInt(CENTRAL).putShort(VERSION).putShort(VERSION);
        common(header, name, content);
        header.putInt(CENTRAL_BYTES - Integer.BYTES, at);
        return header.array();
    }

    private byte[] end(int centralBytes, int begins) {
        short entries = (short) files.size();
        return buffer(END_BYTES)
                .putInt(END)
                .putInt(0)
                .putShort(entries)
                .putShort(entries)
                .putInt(centralBytes)
                .putInt(begins)
                .array();
    }

    /**
     * Reads the files one after the other, ignoring checksums and directory, which follow from the content; see {@link
     * #zip}.
     *
     * @return empty if it is not such a file
     */
    public static Optional<ProofPackage> read(byte[] zip) {
        ByteBuffer in = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        Map<String, byte[]> files = new LinkedHashMap<>();
        while (in.remaining() >= LOCAL_BYTES && in.getInt(in.position()) == LOCAL) {
            int bytes = in.getInt(in.position() + 18);
            int nameBytes = Short.toUnsignedInt(in.getShort(in.position() + 26));
            in.position(in.position() + LOCAL_BYTES);
            if (bytes < 0 || nameBytes + (long) bytes > in.remaining()) {
                return Optional.empty();
            }
            String name = text(bytes(in, nameBytes));
            if (name == null || files.put(name, bytes(in, bytes)) != null) {
                return Optional.empty();
            }
        }
        return files.isEmpty() ? Optional.empty() : Optional.of(new ProofPackage(files));
    }

    private static byte[] bytes(ByteBuffer in, int number) {
        byte[] bytes = new byte[number];
        in.get(bytes);
        return bytes;
    }

    private static @Nullable String text(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException noText) {
            return null;
        }
    }
}
