"""The same columns in the ways in which Arrow can have them."""
import pyarrow as pa


def table(stream):
    return pa.RecordBatchReader.from_stream(stream).read_all()


def texts(change):
    """Columns whose texts, and those in their lists, are changed."""

    def changed(array):
        if pa.types.is_string(array.type):
            return change(array)
        if pa.types.is_list(array.type) and pa.types.is_string(array.type.value_type):
            array = array if array.offset == 0 else pa.concat_arrays([array])
            return pa.ListArray.from_arrays(array.offsets, change(array.values), mask=array.is_null())
        return array

    def way(requests):
        requests = table(requests).combine_chunks()
        return pa.table({name: changed(requests[name].combine_chunks()) for name in requests.column_names})

    return way


def cast(old, new):
    """Columns of one kind of type as those of another type."""

    def way(requests):
        requests = table(requests)
        schema = pa.schema([
            pa.field(field.name, new(field.type) if old(field.type) else field.type)
            for field in requests.schema])
        return requests.cast(schema)

    return way


def views(requests):
    """Lists in no order: each has its own offset and size."""
    requests = table(requests).combine_chunks()

    def view(array):
        if not pa.types.is_list(array.type) or not len(array):
            return array
        backwards = array.take(pa.array(range(len(array) - 1, -1, -1)))
        offsets, sizes = backwards.offsets.to_pylist(), [len(item or []) for item in backwards.to_pylist()]
        return pa.ListViewArray.from_arrays(
            offsets[-2::-1], sizes[::-1], backwards.values, mask=array.is_null())

    return pa.table({name: view(requests[name].combine_chunks()) for name in requests.column_names})


def sliced(requests):
    """Rows in the middle of their arrays, a few in each batch."""
    requests = table(requests)
    longer = pa.concat_tables([requests.slice(0, 3), requests, requests.slice(0, 5)]).combine_chunks()
    middle = longer.slice(3, requests.num_rows)
    return pa.RecordBatchReader.from_batches(middle.schema, middle.to_batches(7 if len(middle) < 10_000 else 70_001))


WAYS = [
    lambda requests: requests,
    texts(lambda array: array.dictionary_encode()),
    texts(lambda array: array.cast(pa.large_string())),
    texts(lambda array: array.cast(pa.string_view())),
    cast(pa.types.is_list, lambda type: pa.large_list(type.value_type)),
    views,
    cast(pa.types.is_date, lambda type: pa.timestamp("ns")),
    cast(pa.types.is_date, lambda type: pa.date64()),
    sliced,
]
