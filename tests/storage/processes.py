"""Python in a process of its own, for what only shows between processes."""

import asyncio
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]


async def python(program: str, *arguments: str) -> str:
    """Run a program and give what it wrote; a failure of it fails the test."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        program,
        *arguments,
        cwd=PROJECT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    return out.decode().strip()
