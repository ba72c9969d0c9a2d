package io.crumbless.settings.policy;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Patch;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.policy.Admission;
import io.crumbless.kernel.policy.Hashes;
import io.crumbless.kernel.policy.Jurisdiction;
import io.crumbless.kernel.policy.NoticeText;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.Purpose;
import io.crumbless.kernel.profile.AttributeType;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.provenance.NamePattern;
import io.crumbless.kernel.provenance.Provenance;
import io.crumbless.kernel.provenance.ProvenanceRule;
import io.crumbless.kernel.provenance.Segments;
import io.crumbless.kernel.provenance.Trait;
import java.lang.reflect.RecordComponent;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The difference between two policies, in content and as files.
 *
 * @param files differing files, by name
 * @param changes differences of content, in the order of the folder's files
 */
public record PolicyComparison(String oldVersion, String newVersion, List<FileChange> files, List<Change> changes) {
    private static final int CONTEXT_LINES = 2;
    private static final Set<String> WORDS = Set.of("title", "description");

    public PolicyComparison {
        files = List.copyOf(files);
        changes = List.copyOf(changes);
    }

    /**
     * One file.
     *
     * @param oldSha256 null if the old policy does not have the file
     * @param newSha256 null if the new policy does not have the file
     * @param unified the difference in unified format
     */
    public record FileChange(
            String file,
            @Nullable String oldSha256,
            @Nullable String newSha256,
            int added,
            int removed,
            String unified) {}

    /**
     * One difference of content.
     *
     * @param kind {@code attribute}, {@code purpose}, {@code notice}, {@code rule}, {@code segment} and so on
     * @param field empty if the entire entry was added or removed
     * @param before null if it was added
     * @param after null if it was removed
     */
    public record Change(
            String kind,
            String name,
            String field,
            @Nullable String before,
            @Nullable String after) {}

    /** Compares two policies. */
    public static PolicyComparison of(Policy before, Policy after) {
        return new PolicyComparison(
                before.version(), after.version(), files(before, after), new Said().all(before, after));
    }

    public boolean isEmpty() {
        return files.isEmpty();
    }

    /** Whether only titles and descriptions differ, which do not affect any run. */
    public boolean isOfWordsOnly() {
        return !changes.isEmpty()
                && changes.stream()
                        .allMatch(change ->
                                WORDS.contains(change.field()) || change.field().startsWith("choices."));
    }

    private static List<FileChange> files(Policy before, Policy after) {
        Set<String> names = new TreeSet<>(before.files().keySet());
        names.addAll(after.files().keySet());
        List<FileChange> changes = new ArrayList<>();
        for (String name : names) {
            @Nullable String old = before.files().get(name);
            @Nullable String now = after.files().get(name);
            if (!Objects.equals(old, now)) {
                changes.add(file(name, old, now));
            }
        }
        return changes;
    }

    private static FileChange file(String name, @Nullable String old, @Nullable String now) {
        List<String> oldLines = old == null ? List.of() : old.lines().toList();
        List<String> newLines = now == null ? List.of() : now.lines().toList();
        Patch<String> patch = DiffUtils.diff(oldLines, newLines);
        int added = 0;
        int removed = 0;
        for (AbstractDelta<String> delta : patch.getDeltas()) {
            added += delta.getTarget().size();
            removed += delta.getSource().size();
        }
        List<String> unified = UnifiedDiffUtils.generateUnifiedDiff(name, name, oldLines, patch, CONTEXT_LINES);
        return new FileChange(
                name,
                old == null ? null : Hashes.sha256(old),
                now == null ? null : Hashes.sha256(now),
                added,
                removed,
                String.join("\n", unified));
    }

    /** The content of both policies, field by field. */
    private static final class Said {
        private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

        private final List<Change> changes = new ArrayList<>();

        List<Change> all(Policy before, Policy after) {
            compare("attribute", before.attributes(), after.attributes(), attribute -> attribute
                    .name()
                    .value());
            differ("policy", "age-attribute", "", name(before.ageAttribute()), name(after.ageAttribute()));
            differ("policy", "channel-attribute", "", name(before.channelAttribute()), name(after.channelAttribute()));
            compare("purpose", before.purposes(), after.purposes(), Purpose::id);
            compare("notice", before.notices(), after.notices(), notice -> notice.id() + " " + notice.version());
            compare("rule", before.provenance().all(), after.provenance().all(), ProvenanceRule::name);
            differ(
                    "policy",
                    "trusted-link-methods",
                    "",
                    words(before.provenance().trustedLinkMethods()),
                    words(after.provenance().trustedLinkMethods()));
            differ(
                    "policy",
                    "order of rules",
                    "",
                    common(before.provenance(), after.provenance()),
                    common(after.provenance(), before.provenance()));
            differ(
                    "policy",
                    "name-patterns",
                    "",
                    words(before.provenance().namePatterns()),
                    words(after.provenance().namePatterns()));
            differ(
                    "policy",
                    "taxonomy prefix",
                    "",
                    before.provenance().taxonomyPrefix(),
                    after.provenance().taxonomyPrefix());
            traits(before.provenance().segments(), after.provenance().segments());
            compareNamed(
                    "segment",
                    before.provenance().segments().byName(),
                    after.provenance().segments().byName());
            differ(
                    "policy",
                    "elicitations",
                    "",
                    words(before.admission().admissible()),
                    words(after.admission().admissible()));
            Map<String, Admission.ChannelRule> oldChannels = channels(before.admission());
            Map<String, Admission.ChannelRule> newChannels = channels(after.admission());
            compareNamed("channel", oldChannels, newChannels);
            compare("jurisdiction", before.jurisdictions(), after.jurisdictions(), Jurisdiction::code);
            return changes;
        }

        private static String name(Optional<Attribute> attribute) {
            return attribute.map(one -> one.name().value()).orElse("-");
        }

        /** The rules that both have, in the order of the first. */
        private static String common(Provenance first, Provenance second) {
            return first.rules().stream().filter(second.rules()::contains).collect(Collectors.joining(", "));
        }

        /** Kinds of traits in both policies; added and removed ones are visible in the segments. */
        private void traits(Segments before, Segments after) {
            Map<String, Origin> old = before.kindsOfTrait();
            after.kindsOfTrait().forEach((kind, origin) -> {
                @Nullable Origin was = old.get(kind);
                if (was != null) {
                    differ("trait", kind, "origin", was.word(), origin.word());
                }
            });
        }

        private static Map<String, Admission.ChannelRule> channels(Admission admission) {
            Map<String, Admission.ChannelRule> channels = new TreeMap<>();
            admission.channels().forEach((channel, rule) -> channels.put(channel.word(), rule));
            return channels;
        }

        private <R extends Record> void compare(
                String kind, Collection<R> before, Collection<R> after, Function<R, String> nameOf) {
            compareNamed(kind, byName(before, nameOf), byName(after, nameOf));
        }

        private static <R> Map<String, R> byName(Collection<R> all, Function<R, String> nameOf) {
            Map<String, R> byName = new LinkedHashMap<>();
            all.forEach(one -> byName.put(nameOf.apply(one), one));
            return byName;
        }

        private <R extends Record> void compareNamed(String kind, Map<String, R> before, Map<String, R> after) {
            before.forEach((name, old) -> {
                @Nullable R now = after.get(name);
                if (now == null) {
                    changes.add(new Change(kind, name, "", name, null));
                } else {
                    fields(kind, name, "", old, now);
                }
            });
            after.keySet().stream()
                    .filter(name -> !before.containsKey(name))
                    .forEach(name -> changes.add(new Change(kind, name, "", null, name)));
        }

        private void fields(String kind, String name, String above, Record before, Record after) {
            for (RecordComponent component : before.getClass().getRecordComponents()) {
                @Nullable Object old = bare(value(component, before));
                @Nullable Object now = bare(value(component, after));
                String field = above.isEmpty() ? key(component) : above + "." + key(component);
                if (old instanceof Record oldRecord && now instanceof Record newRecord && isOfFields(oldRecord)) {
                    fields(kind, name, field, oldRecord, newRecord);
                } else if (old instanceof Map<?, ?> oldMap
                        && now instanceof Map<?, ?> newMap
                        && isOfMaps(oldMap, newMap)) {
                    each(kind, name, field, oldMap, newMap);
                } else {
                    differ(kind, name, field, words(old), words(now));
                }
            }
        }

        /** Titles of choices: each is a change of its own. */
        private static boolean isOfMaps(Map<?, ?> before, Map<?, ?> after) {
            return Stream.concat(before.values().stream(), after.values().stream())
                    .anyMatch(value -> value instanceof Map);
        }

        private void each(String kind, String name, String field, Map<?, ?> before, Map<?, ?> after) {
            Set<Object> keys = new LinkedHashSet<>(before.keySet());
            keys.addAll(after.keySet());
            keys.forEach(key -> differ(kind, name, field + "." + key, words(before.get(key)), words(after.get(key))));
        }

        /**
         * Attributes are identified by name, types have a notation of their own; everything else is compared by fields.
         */
        private static boolean isOfFields(Record value) {
            return !(value instanceof Attribute) && !(value instanceof AttributeType);
        }

        /** The key as in the policy's files. */
        private static String key(RecordComponent component) {
            return CAPITAL.matcher(component.getName())
                    .replaceAll(capital -> "-" + capital.group().toLowerCase(Locale.ROOT));
        }

        private void differ(String kind, String name, String field, String before, String after) {
            if (!before.equals(after)) {
                changes.add(new Change(kind, name, field, before, after));
            }
        }

        private static @Nullable Object bare(@Nullable Object value) {
            return value instanceof Optional<?> optional ? optional.orElse(null) : value;
        }

        private static @Nullable Object value(RecordComponent component, Record of) {
            try {
                component.getAccessor().setAccessible(true);
                return component.getAccessor().invoke(of);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("A record lists its components", e);
            }
        }

        private static String words(@Nullable Object value) {
            @Nullable Object bare = bare(value);
            if (bare == null) {
                return "-";
            } else if (bare instanceof Attribute attribute) {
                return attribute.name().value();
            } else if (bare instanceof NamePattern glob) {
                return glob.text();
            } else if (bare instanceof AttributeType type) {
                return type.notation();
            } else if (bare instanceof Enum<?> word) {
                return word.name().toLowerCase(Locale.ROOT);
            } else if (bare instanceof Period period) {
                return period.isNegative() ? "-" + period.negated() : period.toString();
            } else if (bare instanceof OptionalInt number) {
                return number.isPresent() ? String.valueOf(number.getAsInt()) : "-";
            } else if (bare instanceof Trait trait) {
                return trait.name() + ":" + trait.kind();
            } else if (bare instanceof NoticeText text) {
                return "text " + text.sha256().substring(0, 12);
            } else if (bare instanceof Map<?, ?> map) {
                return listed(map.entrySet().stream()
                        .map(entry -> words(entry.getKey()) + " " + words(entry.getValue()))
                        .sorted());
            } else if (bare instanceof Set<?> set) {
                return listed(set.stream().map(Said::words).sorted());
            } else if (bare instanceof Collection<?> list) {
                return listed(list.stream().map(Said::words));
            } else if (bare instanceof Record record) {
                return listed(Stream.of(record.getClass().getRecordComponents())
                        .map(component -> key(component) + " " + words(value(component, record))));
            }
            return bare.toString();
        }

        private static String listed(Stream<String> items) {
            String text = items.collect(Collectors.joining(", "));
            return text.isEmpty() ? "-" : text;
        }
    }
}
