"""Run by itself, as `python -I apart.py ROOT`: draws one layout that is read from standard input; knows nothing of the program."""

import json
import sys


def main() -> int:
    """The exit code: 0 with the PDF on standard output, 1 with the reason on standard error."""
    asked = json.load(sys.stdin)
    _limit(asked["seconds"], asked["memory"])
    import typst

    root = sys.argv[1]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[asked["fonts"]])
    typesetter = typst.Compiler(
        root=root,
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"data": asked["told"]},
        package_path=root,
        package_cache_path=root,
    )
    try:
        pdf = typesetter.compile(
            input=asked["source"].encode(),
            format="pdf",
            pdf_standards=[asked["standard"]],
            timestamp=int(asked["moment"]),
        )
    except typst.TypstError as error:
        sys.stderr.buffer.write(str(error).encode("utf-8", "replace"))
        return 1
    assert isinstance(pdf, bytes)
    sys.stdout.buffer.write(pdf)
    return 0


def _limit(seconds: int, memory: int) -> None:
    """Ends this process where it takes more; Windows has no such limits, there it is ended by the clock alone."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
