package io.crumbless.night.legacy;

import io.crumbless.columnar.text.CsvDialect;
import io.crumbless.kernel.declaration.DoubledHour;
import io.crumbless.night.delivery.ColumnAllowances;
import io.crumbless.night.delivery.CsvSettings;
import io.crumbless.night.delivery.DatabaseSettings;
import io.crumbless.night.delivery.IdSettings;
import io.crumbless.night.delivery.PathHint;
import io.crumbless.night.delivery.TableFormat;
import io.crumbless.night.delivery.TimeForm;
import io.crumbless.night.delivery.TimeForms;
import io.crumbless.settings.yaml.Names;
import io.crumbless.settings.yaml.SettingText;
import io.crumbless.settings.yaml.YamlMapping;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The section {@code legacy} of a job file. Source names are unique across the three kinds. */
public record LegacySettings(List<MembershipSource> memberships, List<LinkSource> links, List<OptOutSource> optOuts) {
    /** A job without legacy sources. */
    public static final LegacySettings NONE = new LegacySettings(List.of(), List.of(), List.of());

    private static final int LONGEST_NAME = 60;
    private static final Map<String, Written> FORMATS = formats();
    private static final Map<String, Shape> SHAPES = Names.words(List.of(Shape.values()), Shape::word);

    /**
     * The format of files.
     *
     * @param table format that is copied to JSON Lines before it is read
     */
    private record Written(Format format, Optional<TableFormat> table) {}

    private static Map<String, Written> formats() {
        Map<String, Written> formats = new LinkedHashMap<>();
        for (Format format : Format.values()) {
            formats.put(format.word(), new Written(format, Optional.empty()));
        }
        formats.put("avro", new Written(Format.JSONL, Optional.empty()));
        for (TableFormat table : TableFormat.values()) {
            formats.put(table.word(), new Written(Format.JSONL, Optional.of(table)));
        }
        return formats;
    }

    public LegacySettings {
        memberships = List.copyOf(memberships);
        links = List.copyOf(links);
        optOuts = List.copyOf(optOuts);
    }

    /**
     * Reads the mapping under {@code legacy}; problems are added to it.
     *
     * @param paths resolves a path of the job file against its folder
     */
    public static LegacySettings read(YamlMapping legacy, UnaryOperator<String> paths) {
        return read(legacy, paths, IdSettings.EXACT, Path.of("").toAbsolutePath());
    }

    /**
     * As {@link #read(YamlMapping, UnaryOperator)}.
     *
     * @param ids folding of ids for sources that do not define their own
     * @param jobFolder folder of the job file, absolute
     */
    public static LegacySettings read(YamlMapping legacy, UnaryOperator<String> paths, IdSettings ids, Path jobFolder) {
        Reader reader = new Reader(paths, ids, jobFolder);
        LegacySettings settings = new LegacySettings(
                reader.sources(legacy, "memberships", reader::membership),
                reader.sources(legacy, "links", reader::link),
                reader.sources(legacy, "opt-outs", reader::optOut));
        legacy.finish();
        return settings;
    }

    /** The sources delivered as files, not in a database. */
    public List<LegacyFiles> onFiles() {
        return files().stream().filter(files -> files.database().isEmpty()).toList();
    }

    /** The files of every source. */
    public List<LegacyFiles> files() {
        return Stream.of(
                        memberships.stream().map(MembershipSource::files),
                        links.stream().map(LinkSource::files),
                        optOuts.stream().map(OptOutSource::files))
                .flatMap(Function.identity())
                .toList();
    }

    /** The same sources, all allowed to deliver nothing. */
    public LegacySettings whereTheyAre() {
        return new LegacySettings(
                memberships.stream().map(MembershipSource::whereTheyAre).toList(),
                links.stream()
                        .map(one -> new LinkSource(
                                one.files().whereTheyAre(),
                                one.cookieId(),
                                one.subjectId(),
                                one.method(),
                                one.allBy(),
                                one.linkedAt()))
                        .toList(),
                optOuts.stream()
                        .map(one -> new OptOutSource(
                                one.files().whereTheyAre(), one.cookieId(), one.subjectId(), one.terms()))
                        .toList());
    }

    /** The same settings without some sources. */
    public LegacySettings without(Set<String> names) {
        return new LegacySettings(
                memberships.stream()
                        .filter(source -> !names.contains(source.files().name()))
                        .toList(),
                links.stream()
                        .filter(source -> !names.contains(source.files().name()))
                        .toList(),
                optOuts.stream()
                        .filter(source -> !names.contains(source.files().name()))
                        .toList());
    }

    /** Reads sources; each method returns nothing if a problem was reported. */
    private record Reader(UnaryOperator<String> paths, IdSettings ids, Path jobFolder, List<String> names) {
        Reader(UnaryOperator<String> paths, IdSettings ids, Path jobFolder) {
            this(paths, ids, jobFolder, new ArrayList<>());
        }

        <T> List<T> sources(YamlMapping legacy, String key, Function<YamlMapping, Optional<T>> source) {
            List<T> sources = new ArrayList<>();
            legacy.optionalList(key).ifPresent(list -> list.mappings().forEach(yaml -> {
                source.apply(yaml).ifPresent(sources::add);
                yaml.finish();
            }));
            return sources;
        }

        Optional<MembershipSource> membership(YamlMapping yaml) {
            Optional<LegacyFiles> files = files(yaml, List.of("assigned-at"));
            Shape shape = yaml.optionalWord("shape", SHAPES).orElse(Shape.MEMBERSHIP);
            YamlMapping columns = yaml.mapping("columns");
            Optional<String> cookie = columns.optionalString("cookie-id");
            Optional<String> subject = columns.optionalString("subject-id");
            boolean keyed = cookie.isPresent() != subject.isPresent();
            if (!keyed && yaml.has("columns")) {
                yaml.problem(
                        "columns",
                        "Invalid " + yaml.name("columns") + ": name either cookie-id or subject-id, by which rows are "
                                + "keyed");
            }
            Optional<String> segments =
                    shape == Shape.LIST ? Optional.of(columns.string("segments")) : Optional.empty();
            Optional<String> segment = segment(columns, shape, segments.orElse(""));
            Optional<String> attribute =
                    shape == Shape.TALL ? Optional.of(columns.string("attribute")) : Optional.empty();
            if (shape == Shape.LIST && columns.has("attribute")) {
                attribute = ofItems("attribute", columns, segments.orElse(""));
                if (segment.isPresent()) {
                    columns.problem(
                            "segment", "Invalid " + columns.name("segment") + ": items name a segment or an attribute");
                }
            }
            List<String> allValues = values(columns, shape);
            Optional<String> value = allValues.stream().findFirst();
            Map<String, String> values = shape == Shape.WIDE
                    ? yaml.optionalMapping("values").map(YamlMapping::strings).orElse(Map.of())
                    : Map.of();
            Optional<String> score = columns.optionalString("score");
            Optional<String> system = columns.optionalString("source-system");
            Optional<String> collectedBy = columns.optionalString("collected-by");
            Optional<String> assignedAt = columns.optionalString("assigned-at");
            columns.finish();
            Optional<String> jurisdiction = yaml.optionalString("jurisdiction");
            boolean oneHot = yaml.optionalFlag("one-hot").orElse(false);
            Optional<ListForm> list = ListForm.read(yaml);
            boolean text = files.filter(of -> of.format() == Format.PARQUET).isEmpty();
            if (list.isPresent() && !(shape == Shape.LIST && text)) {
                yaml.problem(
                        "list",
                        "Invalid " + yaml.name("list")
                                + ": it says how a list is written in a text, in shape list of CSV or JSON Lines");
            }
            if (oneHot && shape != Shape.WIDE) {
                yaml.problem("one-hot", "Invalid " + yaml.name("one-hot") + ": it goes with 'shape: wide'");
            }
            Set<String> mayLack = new HashSet<>(values.keySet());
            mayLack.addAll(mapped(shape == Shape.TALL ? Map.of() : Map.of("value", value)));
            mayLack.addAll(mapped(Map.of(
                    "score", score, "source-system", system, "collected-by", collectedBy, "assigned-at", assignedAt)));
            ColumnAllowances allowed = ColumnAllowances.readWithFilter(yaml, mayLack);
            MembershipForm form =
                    new MembershipForm(oneHot, list, allValues.stream().skip(1).toList(), statedTime(yaml, assignedAt));
            return keyed && files.isPresent()
                    ? Optional.of(new MembershipSource(
                            files.get().allowing(allowed),
                            shape,
                            subject.isPresent(),
                            cookie.or(() -> subject).orElse(""),
                            segments,
                            segment,
                            attribute,
                            value,
                            values,
                            score,
                            system,
                            collectedBy,
                            assignedAt,
                            jurisdiction,
                            form))
                    : Optional.empty();
        }

        private static Optional<StatedTime> statedTime(YamlMapping yaml, Optional<String> column) {
            Optional<StatedTime> stated = yaml.optionalParsed("assigned-at", StatedTime::new);
            if (stated.isPresent() && column.isPresent()) {
                yaml.problem(
                        "assigned-at",
                        "Invalid " + yaml.name("assigned-at") + ": columns.assigned-at says it of each row already");
            }
            return stated;
        }

        private static Set<String> mapped(Map<String, Optional<String>> columns) {
            Set<String> keys = new HashSet<>();
            columns.forEach((key, column) -> column.ifPresent(name -> keys.add(key)));
            return keys;
        }

        private static Optional<String> segment(YamlMapping columns, Shape shape, String segments) {
            if (shape == Shape.MEMBERSHIP) {
                return Optional.of(columns.string("segment"));
            }
            if (shape != Shape.LIST) {
                return Optional.empty();
            }
            return ofItems("segment", columns, segments);
        }

        private static Optional<String> ofItems(String key, YamlMapping columns, String segments) {
            Optional<String> name = columns.optionalString(key);
            if (name.isPresent() && !name.get().startsWith(segments + ".")) {
                columns.problem(
                        key,
                        "Invalid " + columns.name(key) + " '" + name.get()
                                + "': in shape list it is a field of the list's items; write '" + segments + "."
                                + name.get() + "'");
            }
            return name;
        }

        /** Columns of which the first non-empty one is the value. */
        private static List<String> values(YamlMapping columns, Shape shape) {
            if (shape == Shape.WIDE) {
                return List.of();
            }
            if (columns.isList("value")) {
                return columns.texts("value").stream().map(SettingText::text).toList();
            }
            return shape == Shape.TALL
                    ? List.of(columns.string("value"))
                    : columns.optionalString("value").map(List::of).orElse(List.of());
        }

        Optional<LinkSource> link(YamlMapping yaml) {
            Optional<LegacyFiles> files = delivered(yaml, List.of("linked-at"));
            YamlMapping columns = yaml.mapping("columns");
            String cookie = columns.string("cookie-id");
            String subject = columns.string("subject-id");
            Optional<String> method = columns.optionalString("method");
            Optional<String> linkedAt = columns.optionalString("linked-at");
            columns.finish();
            Optional<String> allBy = yaml.optionalString("method");
            boolean oneMethod = method.isPresent() != allBy.isPresent();
            if (!oneMethod && yaml.has("columns")) {
                yaml.problem(
                        allBy.isPresent() ? "method" : "columns",
                        "Invalid " + yaml.name("method") + ": name how the links were established either in "
                                + "columns.method, for each row, or in method, for all rows");
            }
            ColumnAllowances allowed = ColumnAllowances.readWithFilter(yaml, mapped(Map.of("linked-at", linkedAt)));
            return files.isPresent() && oneMethod
                    ? Optional.of(
                            new LinkSource(files.get().allowing(allowed), cookie, subject, method, allBy, linkedAt))
                    : Optional.empty();
        }

        Optional<OptOutSource> optOut(YamlMapping yaml) {
            Optional<LegacyFiles> files = delivered(yaml, List.of(OptOutTerms.OPTED_OUT_AT));
            YamlMapping columns = yaml.mapping("columns");
            Optional<String> cookie = columns.optionalString("cookie-id");
            Optional<String> subject = columns.optionalString("subject-id");
            OptOutTerms terms = OptOutTerms.read(yaml, columns);
            columns.finish();
            boolean named = cookie.isPresent() || subject.isPresent();
            if (!named && yaml.has("columns")) {
                yaml.problem("columns", "Invalid " + yaml.name("columns") + ": name cookie-id, subject-id or both");
            }
            // One of the two columns must be present; each row says which applies.
            Set<String> mayLack = new HashSet<>(
                    cookie.isPresent() && subject.isPresent() ? Set.of("cookie-id", "subject-id") : Set.of());
            mayLack.addAll(mapped(Map.of(OptOutTerms.OPTED_OUT_AT, terms.optedOutAt())));
            ColumnAllowances allowed = ColumnAllowances.readWithFilter(yaml, mayLack);
            return files.isPresent() && named
                    ? Optional.of(new OptOutSource(files.get().allowing(allowed), cookie, subject, terms))
                    : Optional.empty();
        }

        /** Files, or a table of a database. */
        private Optional<LegacyFiles> delivered(YamlMapping yaml, List<String> timeKeys) {
            if (!yaml.has("database")) {
                return files(yaml, timeKeys);
            }
            DatabaseSettings database = DatabaseSettings.read(yaml.mapping("database"), jobFolder);
            String name = name(yaml);
            for (String key : List.of("path", "format", "csv", "may-be-missing")) {
                if (yaml.has(key)) {
                    yaml.problem(key, "Invalid " + yaml.name(key) + ": the source is a database, which has none");
                }
            }
            return Optional.of(table(yaml, timeKeys, name, database));
        }

        private String name(YamlMapping yaml) {
            String name = yaml.parsed("name", Reader::sourceName, "");
            if (!name.isEmpty() && names.contains(name)) {
                yaml.problem("name", "Invalid " + yaml.name("name") + " '" + name + "': another legacy source has it");
            }
            names.add(name);
            return name;
        }

        private LegacyFiles table(YamlMapping yaml, List<String> timeKeys, String name, DatabaseSettings database) {
            Optional<ZoneId> zone = yaml.optionalParsed("zone", ZoneId::of);
            TimeForm times =
                    TimeForms.read(yaml, timeKeys).values().stream().findFirst().orElse(TimeForm.ISO);
            return new LegacyFiles(
                    name,
                    "",
                    Format.PARQUET,
                    CsvDialect.DEFAULT,
                    zone,
                    false,
                    ColumnAllowances.NONE,
                    IdSettings.read(yaml, ids),
                    times,
                    TimeForms.doubledHour(yaml),
                    Optional.empty(),
                    Optional.of(database));
        }

        /** @param timeKeys of the columns that hold times */
        private Optional<LegacyFiles> files(YamlMapping yaml, List<String> timeKeys) {
            String name = name(yaml);
            String path = yaml.string("path");
            Optional<Written> written = yaml.optionalWord("format", FORMATS);
            if (written.isEmpty() && !yaml.has("format") && !path.isEmpty()) {
                written = ofEnding(path);
                if (written.isEmpty()) {
                    yaml.problem(
                            "path",
                            "Missing key 'format' of legacy source '" + name + "': the path does not show it; set "
                                    + "format to one of " + String.join(", ", FORMATS.keySet())
                                    + PathHint.ofEnding(path));
                }
            }
            Optional<Format> format = written.map(Written::format);
            Optional<TableFormat> table = written.flatMap(Written::table);
            table.flatMap(one -> one.pathFault(path, true))
                    .ifPresent(fault -> yaml.problem("path", "Invalid path '" + path + "': " + fault));
            PathHint.ofDays(path).ifPresent(fault -> yaml.problem("path", "Invalid path '" + path + "': " + fault));
            CsvDialect csv = yaml.optionalMapping("csv").map(CsvSettings::read).orElse(CsvDialect.DEFAULT);
            if (yaml.has("csv") && format.isPresent() && format.get() != Format.CSV) {
                yaml.problem("csv", "Invalid " + yaml.name("csv") + ": the format is not csv");
            }
            Optional<ZoneId> zone = yaml.optionalParsed("zone", ZoneId::of);
            boolean mayBeMissing = yaml.optionalFlag("may-be-missing").orElse(false);
            IdSettings own = IdSettings.read(yaml, ids);
            TimeForm times =
                    TimeForms.read(yaml, timeKeys).values().stream().findFirst().orElse(TimeForm.ISO);
            DoubledHour doubledHour = TimeForms.doubledHour(yaml);
            return format.isPresent() && !path.isEmpty() && !name.isEmpty()
                    ? Optional.of(new LegacyFiles(
                            name,
                            paths.apply(path),
                            format.get(),
                            csv,
                            zone,
                            mayBeMissing,
                            ColumnAllowances.NONE,
                            own,
                            times,
                            doubledHour,
                            table,
                            Optional.empty()))
                    : Optional.empty();
        }

        private static Optional<Written> ofEnding(String path) {
            String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            return ending.equals(TableFormat.ORC.word())
                    ? Optional.ofNullable(FORMATS.get(ending))
                    : Format.ofFileName(path).map(format -> new Written(format, Optional.empty()));
        }

        /** The name appears in outputs and in file names. */
        private static String sourceName(String name) {
            if (name.length() > LONGEST_NAME || !name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
                throw new IllegalArgumentException(
                        "use at most " + LONGEST_NAME + " lower-case letters, digits and single dashes");
            }
            return name;
        }
    }
}
