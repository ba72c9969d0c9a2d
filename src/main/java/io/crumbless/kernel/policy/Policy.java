package io.crumbless.kernel.policy;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.Catalogue;
import io.crumbless.kernel.catalogue.ProvidedRule;
import io.crumbless.kernel.profile.AttributeName;
import io.crumbless.kernel.provenance.Provenance;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A checked and compiled policy folder. Immutable; everything it names exists. */
public final class Policy {
    private final String version;
    private final SortedMap<String, String> files;
    private final List<Attribute> attributes;
    private final Map<String, Integer> positions;
    private final Optional<Attribute> ageAttribute;
    private final Optional<Attribute> channelAttribute;
    private final Map<String, Purpose> purposes;
    private final List<Notice> notices;
    private final Map<String, Map<String, Notice>> noticesByVersion;
    private final Provenance provenance;
    private final Admission admission;
    private final Map<String, Jurisdiction> jurisdictions;

    /**
     * @param version SHA-256 of the files, see {@link #version()}
     * @param files their texts by name
     */
    public Policy(
            String version,
            SortedMap<String, String> files,
            Catalogue catalogue,
            Register register,
            Provenance provenance,
            Admission admission,
            Map<String, Jurisdiction> jurisdictions) {
        this.version = version;
        this.files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        this.attributes = List.copyOf(catalogue.attributes().values());
        this.positions = positions(attributes);
        this.ageAttribute = catalogue.ageAttribute();
        this.channelAttribute = catalogue.channelAttribute();
        this.purposes = Collections.unmodifiableMap(register.purposes());
        this.notices = List.copyOf(register.notices());
        this.noticesByVersion = notices.stream()
                .collect(Collectors.groupingBy(
                        Notice::id, Collectors.toMap(Notice::version, notice -> notice, (a, b) -> a)));
        this.provenance = provenance;
        this.admission = admission;
        this.jurisdictions = Collections.unmodifiableMap(jurisdictions);
    }

    private static Map<String, Integer> positions(List<Attribute> attributes) {
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < attributes.size(); i++) {
            positions.put(attributes.get(i).name().value(), i);
        }
        return Map.copyOf(positions);
    }

    /**
     * SHA-256 over names and contents of the folder's files, 64 lower-case hexadecimal digits. Line ends and a byte order
     * mark make no difference; everything else does, comments too.
     */
    public String version() {
        return version;
    }

    /** The files as read, by name, with {@code \n} line ends: what a snapshot keeps as the policy it was made under. */
    public SortedMap<String, String> files() {
        return files;
    }

    /** In the catalogue's order, which is the order of columns. */
    public List<Attribute> attributes() {
        return attributes;
    }

    public Optional<Attribute> attribute(String name) {
        Integer position = positions.get(name);
        return position == null ? Optional.empty() : Optional.of(attributes.get(position));
    }

    public Optional<Attribute> attribute(AttributeName name) {
        return attribute(name.value());
    }

    /** Position in {@link #attributes()}; -1 if the catalogue has no such attribute. */
    public int indexOf(String name) {
        return positions.getOrDefault(name, -1);
    }

    /** What states a person's age: a date of birth, or a year of birth as a whole number. */
    public Optional<Attribute> ageAttribute() {
        return ageAttribute;
    }

    /** What states the channel on which a person wants to be contacted. */
    public Optional<Attribute> channelAttribute() {
        return channelAttribute;
    }

    public Optional<Purpose> purpose(String id) {
        return Optional.ofNullable(purposes.get(id));
    }

    /** In the order of {@code purposes.yaml}. */
    public Collection<Purpose> purposes() {
        return purposes.values();
    }

    public Optional<Notice> notice(String id, String version) {
        return Optional.ofNullable(noticesByVersion.getOrDefault(id, Map.of()).get(version));
    }

    /** In the order of {@code purposes.yaml}. */
    public List<Notice> notices() {
        return notices;
    }

    /** Which evidence makes which origin. */
    public Provenance provenance() {
        return provenance;
    }

    /**
     * Whether every legacy value is judged the same under the other policy: by the same texts, into attributes that take
     * provided values alike.
     */
    public boolean stripsLike(Policy other) {
        return same(PolicyFileNames.PROVENANCE, other)
                && same(PolicyFileNames.SEGMENTS, other)
                && taken().equals(other.taken());
    }

    private boolean same(String file, Policy other) {
        return Objects.equals(files.get(file), other.files.get(file));
    }

    /** Of each attribute what decides whether a provided value may fill it. */
    private List<List<Object>> taken() {
        return attributes.stream()
                .map(attribute -> List.<Object>of(
                        attribute.name(),
                        attribute.type(),
                        attribute.accepts(),
                        attribute.provided().map(ProvidedRule::until)))
                .toList();
    }

    /** What a declaration must show. */
    public Admission admission() {
        return admission;
    }

    public Optional<Jurisdiction> jurisdiction(String code) {
        return Optional.ofNullable(jurisdictions.get(code));
    }

    /** In the order of {@code jurisdictions.yaml}. */
    public Collection<Jurisdiction> jurisdictions() {
        return jurisdictions.values();
    }
}
