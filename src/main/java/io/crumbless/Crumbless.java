package io.crumbless;

/** The program: hands its arguments to the command line and exits with the command's code. */
public final class Crumbless {
    private Crumbless() {}

    public static void main(String[] args) {
        System.out.println("crumbless");
    }
}
