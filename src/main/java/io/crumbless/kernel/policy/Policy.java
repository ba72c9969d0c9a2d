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

/** A policy folder, checked and compiled. Immutable; all references in it are resolved. */
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
     * SHA-256 over names and contents of the policy files, 64 lower-case hexadecimal digits. Line ends and a byte order
     * mark make no difference; everything else does, including comments.
     */
    public String version() {
        return version;
    }

    /**
     * The files as read, by name, with {@code \n} line ends: what a snapshot archives as the policy under which it was
     * made.
     */
    public SortedMap<String, String> files() {
        return files;
    }

    /** In the order of the catalogue, which is the order of columns. */
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

    /** Index in {@link #attributes()}; -1 if the catalogue does not contain the attribute. */
    public int indexOf(String name) {
        return positions.getOrDefault(name, -1);
    }

    /** The attribute that states a person's age: a date of birth, or a year of birth as a whole number. */
    public Optional<Attribute> ageAttribute() {
        return ageAttribute;
    }

    /** The attribute that states the channel on which a person wants to be contacted. */
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

    /** The rules by which legacy values are classified. */
    public Provenance provenance() {
        return provenance;
    }

    /**
     * Whether the other policy treats every legacy value the same: equal provenance files, and attributes that accept
     * the same provided values.
     */
    public boolean stripsLike(Policy other) {
        return same(PolicyFileNames.PROVENANCE, other)
                && same(PolicyFileNames.SEGMENTS, other)
                && taken().equals(other.taken());
    }

    private boolean same(String file, Policy other) {
        return Objects.equals(files.get(file), other.files.get(file));
    }

    /** For each attribute, the properties that decide whether a provided value may fill it. */
    private List<List<Object>> taken() {
        return attributes.stream()
                .map(attribute -> List.<Object>of(
                        attribute.name(),
                        attribute.type(),
                        attribute.accepts(),
                        attribute.provided().map(ProvidedRule::until)))
                .toList();
    }

    /** The conditions under which declarations are admitted. */
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
