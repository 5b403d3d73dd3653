// Begins the page: the data are read from the document itself, and nothing is asked of anybody.

/** Return the page's data: a block, deflated, in base64. */
async function payload() {
  const bytes = bytesOf(byId("payload").textContent.trim());
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return readBlock(await new Response(stream).arrayBuffer());
}

payload()
  .then((data) => new Page(data))
  .catch((error) => {
    console.error(error);
    byId("fault").hidden = false;
    setText(byId("fault"), "This browser can't show the page. It may be too old; then a newer one shows it.");
  });
