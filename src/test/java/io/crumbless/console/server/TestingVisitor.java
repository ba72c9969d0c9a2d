package io.crumbless.console.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody who talks HTTP by hand, so that they can say what no browser would; remembers cookies as one does. */
public final class TestingVisitor {
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private static final Pattern COOKIE = Pattern.compile("(?m)^Set-Cookie: ([^=]+)=([^;]*);");
    private static final int TIMEOUT_MILLIS = 300_000;

    private final URI server;
    private String cookie = "";
    private String page = "";
    private List<String> always = List.of();
    private String host;

    public TestingVisitor(URI server) {
        this.server = URI.create(server.getScheme() + "://" + server.getAuthority());
        this.host = server.getAuthority();
    }

    /** The response. */
    public record Answer(int status, String head, String body) {
        public Optional<String> header(String name) {
            Matcher found = Pattern.compile("(?mi)^" + Pattern.quote(name) + ": (.*?)\\r?$")
                    .matcher(head);
            return found.find() ? Optional.of(found.group(1)) : Optional.empty();
        }
    }

    /** Under that host name, as through a proxy. */
    public TestingVisitor under(String name) {
        host = name;
        return this;
    }

    /** With these headers on each request. */
    public TestingVisitor always(String... headers) {
        always = List.of(headers);
        return this;
    }

    public Answer get(String path, String... headers) {
        Answer answer = send("GET", path, List.of(headers), "");
        if (answer.status() == 200) {
            page = answer.body();
        }
        return answer;
    }

    /** Follows where a form leads to. */
    public Answer follow(Answer answer) {
        return get(answer.header("Location").orElseThrow());
    }

    /** Sends a form of the page that was looked at last, with its token. */
    public Answer post(String path, Map<String, String> fields, String... headers) {
        Matcher csrf = CSRF.matcher(page);
        String token = csrf.find() ? "csrf=" + csrf.group(1) + "&" : "";
        return postAsIs(path, token + encoded(fields), headers);
    }

    public Answer postAsIs(String path, String body, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        if (all.stream().noneMatch(header -> header.startsWith("Content-Type:"))) {
            all.add("Content-Type: application/x-www-form-urlencoded");
        }
        all.add("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
        return send("POST", path, all, body);
    }

    public static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** The token of the page that was looked at last. */
    public String csrf() {
        Matcher csrf = CSRF.matcher(page);
        return csrf.find() ? csrf.group(1) : "";
    }

    public String cookie() {
        return cookie;
    }

    public void cookie(String other) {
        cookie = other;
    }

    private Answer send(String method, String path, List<String> headers, String body) {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        if (headers.stream().noneMatch(header -> header.startsWith("Host:"))) {
            request.append("Host: ").append(host).append("\r\n");
        }
        if (!cookie.isEmpty()) {
            request.append("Cookie: ").append(cookie).append("\r\n");
        }
        always.forEach(header -> request.append(header).append("\r\n"));
        headers.forEach(header -> request.append(header).append("\r\n"));
        return raw(request + "Connection: close\r\n\r\n" + body);
    }

    /** Sends bytes as they are, and reads until the other side closes. */
    public Answer raw(String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
                socket.getInputStream().transferTo(answer);
            } catch (SocketException reset) {
                readTheRest(socket, answer, reset);
            }
            return read(answer.toString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A connection that is closed before all that was sent was read is reset; what was answered before has arrived. */
    private static void readTheRest(Socket socket, ByteArrayOutputStream answer, SocketException reset)
            throws IOException {
        try {
            socket.getInputStream().transferTo(answer);
        } catch (SocketException again) {
            // All has arrived.
        }
        if (answer.size() == 0) {
            throw reset;
        }
    }

    private Answer read(String text) {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Answer(0, text, "");
        }
        String head = text.substring(0, end);
        Matcher set = COOKIE.matcher(head);
        if (set.find()) {
            cookie = set.group(2).isEmpty() ? "" : set.group(1) + "=" + set.group(2);
        }
        return new Answer(Integer.parseInt(head.split(" ")[1]), head, text.substring(end + 4));
    }
}
