// Reads an OPDS feed, 1.2 (Atom) or 2.0 (JSON), as Thorium Reader does, and prints what it understood as OPDS 2.0.
// Run with NODE_PATH at the installed packages: `node read_opds.cjs atom|json < feed`.
const fs = require("fs");
const { DOMParser } = require("@xmldom/xmldom");
const shared = "r2-shared-js/dist/es8-es2017/src";
const opds = "r2-opds-js/dist/es8-es2017/src/opds";
require(`${shared}/init-globals`).initGlobalConverters_GENERIC();
require(`${opds}/init-globals`).initGlobalConverters_OPDS();
const { OPDSFeed } = require(`${opds}/opds2/opds2`);
const { OPDS } = require(`${opds}/opds1/opds`);
const { convertOpds1ToOpds2 } = require(`${opds}/converter`);
const { XML } = require("r2-utils-js/dist/es8-es2017/src/_utils/xml-js-mapper");
const { TaJsonDeserialize, TaJsonSerialize } = require("r2-lcp-js/dist/es8-es2017/src/serializable");

const text = fs.readFileSync(0, "utf-8");
const feed =
  process.argv[2] === "atom"
    ? convertOpds1ToOpds2(XML.deserialize(new DOMParser().parseFromString(text, "text/xml"), OPDS))
    : TaJsonDeserialize(JSON.parse(text), OPDSFeed);
process.stdout.write(JSON.stringify(TaJsonSerialize(feed)));
