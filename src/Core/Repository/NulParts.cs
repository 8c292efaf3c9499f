namespace Sidecar.Repository;

/// <summary>Bytes as they come in, cut into parts that each end in NUL. For one thread at a time.</summary>
/// <param name="read">Reads more into a buffer, from an offset and at most so much, as a stream does; 0 at the end.</param>
internal sealed class NulParts(Func<byte[], int, int, int> read)
{
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;

    /// <summary>The next part without its NUL, to be used before the next call; false at the end.</summary>
    /// <exception cref="SidecarException">What came last has no NUL.</exception>
    public bool TryNext(out ReadOnlySpan<byte> part)
    {
        for (var searched = 0; ;)
        {
            var found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)0);
            if (found >= 0)
            {
                part = _buffer.AsSpan(_start, searched + found);
                _start += searched + found + 1;
                return true;
            }

            searched = _end - _start;
            if (TryFill())
                continue;

            part = default;
            return searched == 0 ? false : throw SidecarException.CannotTell("What git says ends in the middle.", "git status");
        }
    }

    private bool TryFill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, 2 * _buffer.Length);

        var more = read(_buffer, _end, _buffer.Length - _end);
        _end += more;
        return more > 0;
    }
}
