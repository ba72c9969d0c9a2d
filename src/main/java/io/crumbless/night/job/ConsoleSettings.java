package io.crumbless.night.job;

import io.crumbless.settings.yaml.SettingText;
import io.crumbless.settings.yaml.YamlList;
import io.crumbless.settings.yaml.YamlMapping;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Address and users of the console; {@code console} of a job file.
 *
 * @param address to listen on; the loopback address unless a proxy is configured
 * @param port to listen on; 0 for any free port
 * @param publicUrl address for browsers; empty if they connect directly
 * @param proxy the proxy that authenticates users; empty if the account that started the console is its only user
 * @param users roles by user name, as given by the proxy
 * @param idle after which an unused session ends
 * @param longest after which a session ends in any case
 * @param searchesPerHour how many people a user may look up within an hour
 */
public record ConsoleSettings(
        String address,
        int port,
        Optional<URI> publicUrl,
        Optional<Proxy> proxy,
        Map<String, Set<ConsoleRole>> users,
        Duration idle,
        Duration longest,
        int searchesPerHour) {
    /** Not the port of a well-known service. */
    public static final int DEFAULT_PORT = 8787;

    /** Users who leave their desk are logged out soon. */
    public static final Duration DEFAULT_IDLE = Duration.ofMinutes(15);

    /** A working day. */
    public static final Duration DEFAULT_LONGEST = Duration.ofHours(8);

    /** One per minute for hours is more than people need who read what they find. */
    public static final int DEFAULT_SEARCHES_PER_HOUR = 60;

    private static final int HIGHEST_PORT = 65_535;
    private static final String LOOPBACK = "127.0.0.1";

    public static final ConsoleSettings DEFAULTS = new ConsoleSettings(
            LOOPBACK,
            DEFAULT_PORT,
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            DEFAULT_IDLE,
            DEFAULT_LONGEST,
            DEFAULT_SEARCHES_PER_HOUR);

    public ConsoleSettings {
        users = Map.copyOf(users);
    }

    /** The same settings with another port. */
    public ConsoleSettings at(int otherPort) {
        return new ConsoleSettings(address, otherPort, publicUrl, proxy, users, idle, longest, searchesPerHour);
    }

    /**
     * A proxy that authenticates users.
     *
     * @param userHeader header with the name of the user
     * @param trustedAddresses the only addresses from which the header is trusted, as addresses or networks
     *     (10.1.0.0/16)
     */
    public record Proxy(String userHeader, List<String> trustedAddresses) {
        public Proxy {
            trustedAddresses = List.copyOf(trustedAddresses);
        }
    }

    static ConsoleSettings read(YamlMapping mapping) {
        Optional<Proxy> proxy = mapping.optionalMapping("proxy").map(ConsoleSettings::proxy);
        String address = mapping.optionalString("address").orElse(LOOPBACK);
        int port = mapping.optionalWhole("port").orElse(DEFAULT_PORT);
        if (port < 0 || port > HIGHEST_PORT) {
            mapping.problem(
                    "port", "Invalid console.port " + port + ": it must be between 0, for any, and " + HIGHEST_PORT);
        }
        Optional<URI> publicUrl = WebAddress.read(mapping, "public-url");
        publicUrl
                .filter(url -> !url.getPath().isEmpty() && !url.getPath().equals("/"))
                .ifPresent(url -> mapping.problem(
                        "public-url",
                        "Invalid console.public-url: it has a path, and the console is served at the root of a host; name the"
                                + " host alone"));
        Map<String, Set<ConsoleRole>> users = users(mapping);
        requireProxy(mapping, address, proxy, publicUrl, users);
        Duration idle = duration(mapping, "idle-timeout", DEFAULT_IDLE);
        Duration longest = duration(mapping, "session-timeout", DEFAULT_LONGEST);
        int searches = mapping.optionalWhole("searches-per-hour").orElse(DEFAULT_SEARCHES_PER_HOUR);
        if (searches < 1) {
            mapping.problem(
                    "searches-per-hour", "Invalid console.searches-per-hour " + searches + ": it must be 1 or more");
        }
        mapping.finish();
        return new ConsoleSettings(address, port, publicUrl, proxy, users, idle, longest, searches);
    }

    private static Proxy proxy(YamlMapping mapping) {
        String header = mapping.string("user-header");
        if (!header.matches("[A-Za-z0-9-]*")) {
            mapping.problem(
                    "user-header",
                    "Invalid console.proxy.user-header '" + header + "': it must be the name of a header, such as"
                            + " X-Forwarded-User");
        }
        List<String> trusted = mapping.optionalList("trusted-addresses").map(YamlList::texts).orElse(List.of()).stream()
                .map(SettingText::text)
                .toList();
        if (trusted.isEmpty()) {
            mapping.problem(
                    "trusted-addresses",
                    "Missing console.proxy.trusted-addresses: without them whoever reaches the console could write"
                            + " another's name into the header; name the addresses that the proxy calls from");
        }
        for (String address : trusted) {
            if (!NetworkRange.isOne(address)) {
                mapping.problem(
                        "trusted-addresses",
                        "Invalid address '" + address + "' in console.proxy.trusted-addresses: it must be an IP address"
                                + " or a network of more than one bit, such as 10.1.0.0/16");
            }
        }
        mapping.finish();
        return new Proxy(header, trusted);
    }

    private static Map<String, Set<ConsoleRole>> users(YamlMapping mapping) {
        Map<String, Set<ConsoleRole>> users = new LinkedHashMap<>();
        mapping.optionalMapping("users").ifPresent(named -> {
            for (String name : named.keys()) {
                Set<ConsoleRole> roles = EnumSet.noneOf(ConsoleRole.class);
                roles.addAll(named.words(name, ConsoleRole.WORDS));
                users.put(name, roles);
            }
            named.finish();
        });
        return users;
    }

    /**
     * Users, and addresses that other machines can reach, require a proxy: the one-time token is for this machine only.
     */
    private static void requireProxy(
            YamlMapping mapping,
            String address,
            Optional<Proxy> proxy,
            Optional<URI> publicUrl,
            Map<String, Set<ConsoleRole>> users) {
        if (!NetworkRange.isAddress(address)) {
            mapping.problem("address", "Invalid console.address '" + address + "': it must be an IP address");
        } else if (proxy.isEmpty() && !NetworkRange.isLoopback(address)) {
            mapping.problem(
                    "address",
                    "Invalid console.address '" + address
                            + "': others can reach it, and without console.proxy users are not identified; name a proxy, "
                            + "or remove the address");
        }
        if (proxy.isEmpty() && (!users.isEmpty() || publicUrl.isPresent())) {
            mapping.problem(
                    users.isEmpty() ? "public-url" : "users",
                    "Missing console.proxy: without it whoever starts the console is its one user, and browsers reach it"
                            + " directly; name the proxy, or leave users and public-url out");
        }
        if (proxy.isPresent() && users.isEmpty()) {
            mapping.problem("proxy", "Missing console.users: nobody has access; name users with their roles");
        }
        if (proxy.isPresent() && publicUrl.isEmpty() && !mapping.has("public-url")) {
            mapping.problem(
                    "proxy",
                    "Missing console.public-url: a request under another host name is refused, so name where browsers"
                            + " reach the console, such as https://crumbless.example.com");
        }
    }

    private static Duration duration(YamlMapping mapping, String key, Duration otherwise) {
        Duration duration = mapping.optionalParsed(key, ConsoleSettings::parsed).orElse(otherwise);
        if (duration.isNegative() || duration.isZero()) {
            mapping.problem(key, "Invalid console." + key + " " + duration + ": it must be longer than nothing");
        }
        return duration;
    }

    private static Duration parsed(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("it must be a time such as PT15M or PT8H, but was '" + text + "'", e);
        }
    }
}
