package io.crumbless.warehouse.snapshot;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.process.Failure;
import io.crumbless.process.Stopped;
import io.crumbless.warehouse.remark.Code;
import io.crumbless.warehouse.remark.Remark;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/** Manifests and other evidence as JSON: keys in the order of the record, two spaces, {@code \n}. */
public final class ManifestFile {
    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(LINES).withArrayIndenter(LINES))
            // Remarks are in English in evidence.
            .addModule(new SimpleModule()
                    .addSerializer(Remark.class, ToStringSerializer.instance)
                    .addDeserializer(Remark.class, new Recorded()))
            .build();

    private ManifestFile() {}

    /** Remarks that are read back keep their English text. */
    private static final class Recorded extends StdDeserializer<Remark> {
        Recorded() {
            super(Remark.class);
        }

        @Override
        public Remark deserialize(JsonParser parser, DeserializationContext context) {
            return Remark.of(Code.AS_RECORDED, parser.getString());
        }
    }

    /** The bytes of a piece of evidence; equal content gives equal bytes. */
    public static byte[] bytes(Object evidence) {
        return (JSON.writeValueAsString(evidence) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** @throws Failure if the file is not a manifest */
    public static Manifest read(Location file) {
        return read(file, Manifest.class);
    }

    /** Reads what {@link #bytes} wrote. */
    public static <T> T parse(String evidence, Class<T> type) {
        return JSON.readValue(evidence, type);
    }

    /** @throws Failure if the file does not contain such evidence */
    public static <T> T read(Location file, Class<T> type) {
        byte[] content = Storage.of(file)
                .readIfThere(file)
                .orElseThrow(() -> new StorageException("Cannot read " + file + ": it does not exist; check the path"));
        return parse(file, content, type);
    }

    /**
     * Parses the content of a file.
     *
     * @throws Failure if it is not such evidence
     */
    public static <T> T parse(Location file, byte[] content, Class<T> type) {
        try {
            return JSON.readValue(content, type);
        } catch (JacksonException failure) {
            throw damaged(file, failure);
        }
    }

    private static Failure damaged(Location file, Exception failure) {
        Stopped.ifAsked("Stopped while reading " + file + "; the same command continues it");
        return new Failure(
                Failure.ErrorCategory.ENVIRONMENT,
                "Cannot read " + file + ": it is damaged or not of this program; restore it from a copy",
                failure);
    }
}
