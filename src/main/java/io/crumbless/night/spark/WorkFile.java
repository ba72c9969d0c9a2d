package io.crumbless.night.spark;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import io.crumbless.columnar.storage.FileModes;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.kernel.profile.IdFold;
import io.crumbless.kernel.profile.SpellingDifference;
import io.crumbless.night.delivery.DatabaseSettings;
import io.crumbless.night.delivery.DeliveryPlace;
import io.crumbless.night.delivery.FileFormat;
import io.crumbless.night.delivery.TimeForm;
import io.crumbless.night.delivery.WordMap;
import io.crumbless.process.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * The serialised form of {@link DriverWork}: JSON, each record by its components. For a sealed type, the name of the
 * permitted subtype is included; no other types can be deserialised.
 */
final class WorkFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultVisibility(seen -> seen.withVisibility(PropertyAccessor.ALL, Visibility.NONE)
                    .withFieldVisibility(Visibility.ANY)
                    .withCreatorVisibility(Visibility.ANY))
            .addMixIn(DriverWork.class, OneOfSeveral.class)
            .addMixIn(SparkWork.Facts.class, OneOfSeveral.class)
            .addMixIn(DeliveryPlace.class, OneOfSeveral.class)
            .addMixIn(FileFormat.class, OneOfSeveral.class)
            .addMixIn(TimeForm.class, OneOfSeveral.class)
            .addMixIn(TimeForm.Pattern.class, PatternForm.class)
            .addMixIn(IdFold.class, IdFoldForm.class)
            .addMixIn(WordMap.class, WordMapForm.class)
            .addModule(new SimpleModule()
                    .addSerializer(DatabaseSettings.class, new NothingOfIt())
                    .addDeserializer(DatabaseSettings.class, new Blank()))
            .build();

    private WorkFile() {}

    /** Serialises a work or a result. */
    static byte[] bytes(Object work) {
        return JSON.writerFor(work instanceof DriverWork ? DriverWork.class : work.getClass())
                .writeValueAsBytes(work);
    }

    static <T> T parse(byte[] written, Class<T> type) {
        return JSON.readValue(written, type);
    }

    /**
     * Deserialises the result of a work.
     *
     * @param from where it was found, for messages
     * @throws Failure environment if it is damaged
     */
    static <T> T answer(String from, Supplier<T> parsed) {
        try {
            return parsed.get();
        } catch (JacksonException failure) {
            throw new Failure(
                    Failure.ErrorCategory.ENVIRONMENT,
                    "Cannot read " + from + ": it is damaged or not of this program; delete it, then run again",
                    failure);
        }
    }

    static void write(DriverWork work, Location file) {
        Storage.of(file).createFolders(file.parent(), FileModes.PRIVATE);
        FileModes.set(file.parent(), FileModes.PRIVATE);
        Storage.of(file).replaceAtomically(file, bytes(work));
    }

    static DriverWork read(Location file) {
        try (InputStream in = Storage.of(file).open(file)) {
            return parse(in.readAllBytes(), DriverWork.class);
        } catch (JacksonException | IOException failure) {
            throw new Failure(
                    Failure.ErrorCategory.ENVIRONMENT,
                    "Cannot read " + file
                            + ": it is damaged or not of this program; run the night again, with the same version"
                            + " of the program on both sides",
                    failure);
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "is")
    private interface OneOfSeveral {}

    /** A pattern is serialised as its source. */
    private abstract static class PatternForm {
        @JsonIgnore
        private @Nullable DateTimeFormatter form;

        @JsonCreator
        static TimeForm.@Nullable Pattern of(
                @JsonProperty("pattern") String pattern, @JsonProperty("locale") Locale locale) {
            return null;
        }
    }

    private abstract static class IdFoldForm {
        @JsonCreator
        IdFoldForm(@JsonProperty("ignored") Set<SpellingDifference> ignored) {}
    }

    private abstract static class WordMapForm {
        @JsonCreator
        WordMapForm(@JsonProperty("words") Map<String, String> words) {}
    }

    /** Deliveries from databases have been copied to files, so their address is left out. */
    private static final class NothingOfIt extends ValueSerializer<DatabaseSettings> {
        @Override
        public void serialize(DatabaseSettings settings, JsonGenerator out, SerializationContext context) {
            out.writeString("");
        }
    }

    private static final class Blank extends ValueDeserializer<DatabaseSettings> {
        @Override
        public DatabaseSettings deserialize(JsonParser in, DeserializationContext context) {
            return new DatabaseSettings("", List.of(), "", true, Optional.empty(), Optional.empty());
        }
    }
}
